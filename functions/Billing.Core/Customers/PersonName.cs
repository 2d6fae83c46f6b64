using Billing.Core.Validation;

namespace Billing.Core.Customers;

/// <summary>A person by family and given name, each with its reading. Personal data: <see cref="ToString"/> hides it.</summary>
public sealed record PersonName
{
    private const int Longest = 40;

    /// <summary>姓.</summary>
    public string? FamilyName { get; init; }

    /// <summary>名.</summary>
    public string? GivenName { get; init; }

    /// <summary>姓（カナ）.</summary>
    public string? FamilyKana { get; init; }

    /// <summary>名（カナ）.</summary>
    public string? GivenKana { get; init; }

    /// <summary>部署.</summary>
    public string? Department { get; init; }

    /// <summary>役職.</summary>
    public string? Title { get; init; }

    public PersonName Normalized() => this with
    {
        FamilyName = CustomerText.Plain(FamilyName),
        GivenName = CustomerText.Plain(GivenName),
        FamilyKana = CustomerText.Kana(FamilyKana),
        GivenKana = CustomerText.Kana(GivenKana),
        Department = CustomerText.Plain(Department),
        Title = CustomerText.Plain(Title),
    };

    public override string ToString() => "(person)";

    internal void Validate(FieldErrors errors, string at)
    {
        errors.Text(at + ".familyName", FamilyName, Longest);
        errors.OptionalText(at + ".givenName", GivenName, Longest);
        CustomerText.CheckKana(errors, at + ".familyKana", FamilyKana, Longest);
        CustomerText.CheckKana(errors, at + ".givenKana", GivenKana, Longest);
        errors.OptionalText(at + ".department", Department, Longest * 2);
        errors.OptionalText(at + ".title", Title, Longest);
    }
}
