namespace Billing.Sandbox.NpAtobarai;

/// <summary>NP refuses one item, with all codes that apply.</summary>
internal sealed class NpRefusal(params IReadOnlyList<string> codes) : Exception($"NP refuses with {string.Join(", ", codes)}.")
{
    public IReadOnlyList<string> Codes { get; } = codes;
}
