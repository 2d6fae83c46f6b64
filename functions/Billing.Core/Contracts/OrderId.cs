using Billing.Core.Ids;

namespace Billing.Core.Contracts;

/// <summary>The id of an order (注文); a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct OrderId
{
    private readonly string? _value;

    private OrderId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("OrderId has no value.");

    public static bool TryParse(string? text, out OrderId id)
    {
        id = RowId.IsValid(text) ? new OrderId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static OrderId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
