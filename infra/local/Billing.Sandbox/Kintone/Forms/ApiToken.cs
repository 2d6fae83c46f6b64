namespace Billing.Sandbox.Kintone.Forms;

/// <summary>An API token of one app.</summary>
/// <param name="Permissions">Of <c>view</c>, <c>add</c>, <c>edit</c>, <c>delete</c>, <c>manage</c>.</param>
internal sealed record ApiToken(string Token, IReadOnlyList<string> Permissions);
