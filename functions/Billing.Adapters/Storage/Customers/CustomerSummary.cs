using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Customers;

/// <summary>A customer in a list; also what an index row holds, so that a page of a search is one query.</summary>
public sealed record CustomerSummary(CustomerId Id, string? Code, string Name, string NameKana, PaymentMethod PaymentMethod)
{
    public static CustomerSummary Of(Customer customer) => new(customer.Id, customer.Code, customer.Name, customer.NameKana, customer.Payment.Method);

    public override string ToString() => $"customer {Id}";
}
