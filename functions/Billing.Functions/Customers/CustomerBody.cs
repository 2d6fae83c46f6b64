using Billing.Core.Customers;
using Billing.Core.Validation;

namespace Billing.Functions.Customers;

/// <summary>A customer as it is sent: an edit replaces all of it. Personal data: <see cref="ToString"/> hides it.</summary>
internal record CustomerBody
{
    /// <summary>When it is made: the company's own id, or left out for a new one. Not part of an edit.</summary>
    public string? Id { get; init; }

    public string? Code { get; init; }

    public CustomerKind? Kind { get; init; }

    public string? Name { get; init; }

    public string? NameKana { get; init; }

    public PersonName? Representative { get; init; }

    public PersonName? Clerk { get; init; }

    public PostalAddress? Address { get; init; }

    public string? Phone { get; init; }

    public string? Mobile { get; init; }

    public string? Email { get; init; }

    public LineLink? Line { get; init; }

    public Channel? PreferredChannel { get; init; }

    public IReadOnlyList<ChannelConsent?>? Consents { get; init; }

    public BillingParty? BillingParty { get; init; }

    public CustomerPayment? Payment { get; init; }

    public bool FeeDeducted { get; init; }

    public bool Toritekiho { get; init; }

    /// <summary>True when left out. (Initial values of properties are lost on generated readers, hence the null.)</summary>
    public bool? NeedsQualifiedInvoice { get; init; }

    public string? RegistrationNumber { get; init; }

    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }

    public string? Notes { get; init; }

    public override string ToString() => "(customer)";

    /// <summary>The customer, with texts in the form in which they are kept. Its rules are checked elsewhere.</summary>
    public Customer ToCustomer(CustomerId id, DateTimeOffset createdAt, FieldErrors errors)
    {
        if (Kind is null)
        {
            errors.Required("kind");
        }

        errors.Count("consents", Consents?.Count ?? 0, Enum.GetValues<Channel>().Length);
        if (Consents?.Contains(null) == true)
        {
            errors.Required("consents");
        }

        errors.Count("attributes", Attributes?.Count ?? 0, Adapters.Storage.Customers.CustomerStore.MostAttributes);
        return new Customer
        {
            Id = id,
            Code = Code,
            Kind = Kind ?? default,
            Name = Name ?? "",
            NameKana = NameKana ?? "",
            Representative = Representative,
            Clerk = Clerk,
            Address = Address,
            Phone = Phone,
            Mobile = Mobile,
            Email = Email,
            Line = Line,
            PreferredChannel = PreferredChannel,
            Consents = errors.Any || Consents is null ? [] : [.. Consents.OfType<ChannelConsent>()],
            BillingParty = BillingParty,
            Payment = Payment ?? new CustomerPayment(),
            FeeDeducted = FeeDeducted,
            Toritekiho = Toritekiho,
            NeedsQualifiedInvoice = NeedsQualifiedInvoice ?? true,
            RegistrationNumber = RegistrationNumber,
            Attributes = errors.Any || Attributes is null ? new Dictionary<string, string>() : Answers(Attributes),
            Notes = Notes,
            CreatedAt = createdAt,
        }.Normalized();
    }

    private static IReadOnlyDictionary<string, string> Answers(IReadOnlyDictionary<string, string?> attributes) =>
        Core.Attributes.AttributeAnswers.Kept(attributes.ToDictionary(answer => answer.Key, answer => answer.Value ?? "", StringComparer.Ordinal));
}
