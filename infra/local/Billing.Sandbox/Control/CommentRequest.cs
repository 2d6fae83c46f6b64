namespace Billing.Sandbox.Control;

/// <summary>A comment by a person.</summary>
internal sealed record CommentRequest(string User, string Text);
