using Billing.Core.Ids;

namespace Billing.Core.Contracts;

/// <summary>The id of a basic contract (基本契約); a <see cref="Ulid"/>'s text, or the company's own of the same form.</summary>
public readonly record struct BasicContractId
{
    private readonly string? _value;

    private BasicContractId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("BasicContractId has no value.");

    public static bool TryParse(string? text, out BasicContractId id)
    {
        id = RowId.IsValid(text) ? new BasicContractId(text!) : default;
        return id._value is not null;
    }

    /// <exception cref="FormatException">The text is not an id.</exception>
    public static BasicContractId Parse(string text) => TryParse(text, out var id) ? id : throw RowId.Invalid(text);

    public override string ToString() => Value;
}
