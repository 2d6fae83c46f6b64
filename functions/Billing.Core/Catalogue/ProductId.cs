using Billing.Core.Ids;

namespace Billing.Core.Catalogue;

/// <summary>The id of a product template (商品); a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct ProductId
{
    private readonly string? _value;

    private ProductId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("ProductId has no value.");

    public static bool TryParse(string? text, out ProductId id)
    {
        id = RowId.IsValid(text) ? new ProductId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static ProductId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
