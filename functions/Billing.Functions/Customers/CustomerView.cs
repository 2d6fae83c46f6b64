using Billing.Adapters.Storage.Customers;
using Billing.Core.Customers;
using Billing.Functions.Hosting;

namespace Billing.Functions.Customers;

/// <summary>A customer as it is shown.</summary>
internal sealed record CustomerView : CustomerBody
{
    public required CustomerStatus Status { get; init; }

    public DateOnly? DeletedOn { get; init; }

    public DateOnly? KeptUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public override string ToString() => $"customer {Id}";

    public static CustomerView Of(Customer customer) => new()
    {
        Id = customer.Id.Value,
        Code = customer.Code,
        Kind = customer.Kind,
        Name = customer.Name,
        NameKana = customer.NameKana,
        Representative = customer.Representative,
        Clerk = customer.Clerk,
        Address = customer.Address,
        Phone = customer.Phone,
        Mobile = customer.Mobile,
        Email = customer.Email,
        Line = customer.Line,
        PreferredChannel = customer.PreferredChannel,
        Consents = customer.Consents,
        BillingParty = customer.BillingParty,
        Payment = customer.Payment,
        FeeDeducted = customer.FeeDeducted,
        Toritekiho = customer.Toritekiho,
        NeedsQualifiedInvoice = customer.NeedsQualifiedInvoice,
        RegistrationNumber = customer.RegistrationNumber,
        Attributes = customer.Attributes.ToDictionary(answer => answer.Key, string? (answer) => answer.Value, StringComparer.Ordinal),
        Notes = customer.Notes,
        Status = customer.Status,
        DeletedOn = customer.DeletedOn,
        KeptUntil = customer.KeptUntil,
        CreatedAt = customer.CreatedAt,
    };

    /// <summary>The names of the fields in which the two differ, for the audit entry.</summary>
    public static IReadOnlyList<string> Changes(Customer before, Customer after) => FieldChanges.Of(Of(before), Of(after), CustomersJson.Readable.CustomerView);
}

/// <summary>A customer in a list.</summary>
internal sealed record CustomerSummaryView(string Id, string? Code, string Name, string NameKana, PaymentMethod PaymentMethod)
{
    public static CustomerSummaryView Of(CustomerSummary summary) => new(summary.Id.Value, summary.Code, summary.Name, summary.NameKana, summary.PaymentMethod);

    public static CustomerSummaryView Of(Customer customer) => Of(CustomerSummary.Of(customer));

    public override string ToString() => $"customer {Id}";
}
