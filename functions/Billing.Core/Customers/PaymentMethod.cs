namespace Billing.Core.Customers;

/// <summary>支払方法 (B42): how a customer pays, and hence which way its confirmed invoices go (design §3): never two.</summary>
public enum PaymentMethod
{
    /// <summary>銀行振込: an open item for reconciliation.</summary>
    BankTransfer,

    /// <summary>口座振替: an open item for reconciliation.</summary>
    DirectDebit,

    /// <summary>払込票（コンビニ・郵便局）: an open item for reconciliation.</summary>
    PaymentSlip,

    /// <summary>後払い・掛け払いサービス: a transaction of the provider named in <see cref="CustomerPayment.Provider"/>.</summary>
    Provider,
}
