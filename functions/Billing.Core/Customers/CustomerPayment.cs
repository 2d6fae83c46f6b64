namespace Billing.Core.Customers;

/// <summary>B42: 顧客ごとの支払方法.</summary>
/// <param name="Provider">The key of a provider in the settings, exactly when the method is <see cref="PaymentMethod.Provider"/>.</param>
public sealed record CustomerPayment(PaymentMethod Method = PaymentMethod.BankTransfer, string? Provider = null);
