namespace Billing.Sandbox.Demo;

/// <summary>What a record shows of its transaction: field code → text, "" when empty.</summary>
internal sealed record RecordView(IReadOnlyDictionary<string, string> Values)
{
    public static RecordView Empty { get; } = new(new Dictionary<string, string>());

    public string this[string field] => Values.GetValueOrDefault(field, "");
}
