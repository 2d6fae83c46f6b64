namespace Billing.Sandbox.NpAtobarai;

/// <summary>An answer of the credit check: <c>authori_result</c> with its reasons (providers.md §2.4).</summary>
internal sealed record CreditResult(string Code, string? Ng = null, IReadOnlyList<string>? Hold = null);
