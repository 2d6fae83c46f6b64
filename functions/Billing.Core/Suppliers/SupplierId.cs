using Billing.Core.Ids;

namespace Billing.Core.Suppliers;

/// <summary>The id of a supplier (仕入先); a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct SupplierId
{
    private readonly string? _value;

    private SupplierId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("SupplierId has no value.");

    public static bool TryParse(string? text, out SupplierId id)
    {
        id = RowId.IsValid(text) ? new SupplierId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static SupplierId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
