namespace Billing.Sandbox.Control;

/// <summary>How NP behaves.</summary>
/// <param name="PendingQuestions">How many questions a review lasts.</param>
internal sealed record NpRules(int PendingQuestions);
