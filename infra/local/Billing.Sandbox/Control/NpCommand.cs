namespace Billing.Sandbox.Control;

/// <summary>What a person does on NP's screen, or the buyer at the counter.</summary>
/// <param name="On">The date of it; NP's today when left out.</param>
/// <param name="Result">Of <c>decide</c>: <c>ok</c>, <c>ng</c>, <c>hold</c> or <c>pending</c>.</param>
/// <param name="Reason">Of <c>decide</c>: the code of an NG or hold.</param>
internal sealed record NpCommand(DateOnly? On = null, string? Result = null, string? Reason = null);
