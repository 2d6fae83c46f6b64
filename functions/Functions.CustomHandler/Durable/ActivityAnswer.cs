namespace Functions.CustomHandler.Durable;

/// <summary>What an activity came to.</summary>
/// <param name="Json">The result as JSON text; null: none.</param>
/// <param name="Failure">The failure; null: it succeeded.</param>
internal readonly record struct ActivityAnswer(string? Json, TaskFailureDetails? Failure);
