using Billing.Core.Ids;

namespace Billing.Core.Attributes;

/// <summary>The id of a custom attribute (カスタム項目) of products or customers; a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct AttributeId
{
    private readonly string? _value;

    private AttributeId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("AttributeId has no value.");

    public static bool TryParse(string? text, out AttributeId id)
    {
        id = RowId.IsValid(text) ? new AttributeId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static AttributeId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
