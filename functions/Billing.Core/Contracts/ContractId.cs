using Billing.Core.Ids;

namespace Billing.Core.Contracts;

/// <summary>The id of an individual contract (個別契約): one product, one history of quantities; a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct ContractId
{
    private readonly string? _value;

    private ContractId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("ContractId has no value.");

    public static bool TryParse(string? text, out ContractId id)
    {
        id = RowId.IsValid(text) ? new ContractId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static ContractId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
