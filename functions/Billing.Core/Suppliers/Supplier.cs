using Billing.Core.Validation;

namespace Billing.Core.Suppliers;

/// <summary>仕入先: whose products the company sells on, and who bills it for them (B45).</summary>
public sealed record Supplier
{
    private const int LongestName = 100;
    private const int LongestNotes = 2000;

    public required SupplierId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>登録番号 of the supplier as a qualified invoice issuer, where it has one.</summary>
    public string? RegistrationNumber { get; init; }

    public string? Notes { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<FieldError> Validate()
    {
        var errors = new FieldErrors();
        errors.Text("name", Name, LongestName);
        errors.OptionalText("notes", Notes, LongestNotes, lines: true);
        errors.RegistrationNumber("registrationNumber", RegistrationNumber);
        return errors.All;
    }
}
