namespace Billing.Sandbox.Control;

/// <summary>A process action by a person.</summary>
internal sealed record ActionRequest(string User, string Action, string? Assignee = null);
