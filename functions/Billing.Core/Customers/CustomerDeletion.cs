namespace Billing.Core.Customers;

/// <summary>
/// 顧客の削除: what nobody must keep is erased, and what the law requires is kept. Books and the invoices in them are kept seven years, ten with
/// carried-over losses (法人税法施行規則 §59, §26の3); the longer one is taken, counted from the deletion, so that no document's own term is cut short.
/// </summary>
public static class CustomerDeletion
{
    public const int YearsKept = 10;

    public static DateOnly KeptUntil(DateOnly deletedOn) => deletedOn.AddYears(YearsKept);

    /// <summary>
    /// What stays of a customer whose contracts and invoices are kept: who it was (a qualified invoice names its recipient), and nothing by which
    /// it or its people could be reached.
    /// </summary>
    public static Customer Reduce(Customer customer, DateOnly deletedOn)
    {
        ArgumentNullException.ThrowIfNull(customer);
        return new Customer
        {
            Id = customer.Id,
            Kind = customer.Kind,
            Name = customer.Name,
            NameKana = customer.NameKana,
            Address = customer.Address,
            RegistrationNumber = customer.RegistrationNumber,
            CreatedAt = customer.CreatedAt,
            Status = CustomerStatus.Deleted,
            DeletedOn = deletedOn,
            KeptUntil = KeptUntil(deletedOn),
        };
    }
}
