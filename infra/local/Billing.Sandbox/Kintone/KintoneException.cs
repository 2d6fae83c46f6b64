namespace Billing.Sandbox.Kintone;

/// <summary>An answer of kintone that is not a success (kintone.md §3.4).</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="errors">Only for validation: place → messages.</param>
internal sealed class KintoneException(int status, string code, string message, IReadOnlyDictionary<string, string>? errors = null)
    : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public IReadOnlyDictionary<string, string>? Errors { get; } = errors;
}
