namespace Billing.Sandbox.Demo;

/// <summary>What a field of the record is expected to show.</summary>
/// <param name="Value">Null expects any value, "" expects none.</param>
internal sealed record Expectation(string Field, string? Value)
{
    public static Expectation Is(string field, string value) => new(field, value);

    public static Expectation Filled(string field) => new(field, null);

    public static Expectation Empty(string field) => new(field, "");

    public bool IsMet(RecordView record) => Value is null ? record[Field].Length > 0 : record[Field] == Value;

    public override string ToString() => Value switch
    {
        null => $"{Field} filled",
        "" => $"{Field} empty",
        _ => $"{Field} = {Value}",
    };
}
