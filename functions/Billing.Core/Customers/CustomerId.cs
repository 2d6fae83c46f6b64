using Billing.Core.Ids;

namespace Billing.Core.Customers;

/// <summary>The id of a customer (顧客); a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct CustomerId
{
    private readonly string? _value;

    private CustomerId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("CustomerId has no value.");

    public static bool TryParse(string? text, out CustomerId id)
    {
        id = RowId.IsValid(text) ? new CustomerId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static CustomerId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
