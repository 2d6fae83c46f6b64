using Billing.Core.Validation;

namespace Billing.Core.Customers;

/// <summary>請求先, where it is not the contractor. Personal data: <see cref="ToString"/> hides it.</summary>
public sealed record BillingParty
{
    private const int LongestName = 100;

    public string? Name { get; init; }

    public string? NameKana { get; init; }

    public PersonName? Clerk { get; init; }

    public PostalAddress? Address { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public BillingParty Normalized() => this with
    {
        Name = CustomerText.Plain(Name),
        NameKana = CustomerText.Kana(NameKana),
        Clerk = Clerk?.Normalized(),
        Address = Address?.Normalized(),
        Phone = CustomerText.Digits(Phone),
        Email = CustomerText.Plain(Email),
    };

    public override string ToString() => "(billing party)";

    internal void Validate(FieldErrors errors, string at)
    {
        errors.Text(at + ".name", Name, LongestName);
        CustomerText.CheckKana(errors, at + ".nameKana", NameKana, LongestName);
        Clerk?.Validate(errors, at + ".clerk");
        if (Address is null)
        {
            errors.Required(at + ".address");
        }

        Address?.Validate(errors, at + ".address");
        CustomerText.CheckPhone(errors, at + ".phone", Phone);
        CustomerText.CheckEmail(errors, at + ".email", Email);
    }
}
