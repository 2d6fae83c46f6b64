namespace Functions.CustomHandler.Durable;

/// <param name="PurgedInstanceCount">How many instances were deleted.</param>
/// <param name="IsComplete">False: more remain, call again; null: the engine does not say.</param>
public sealed record PurgeResult(int PurgedInstanceCount, bool? IsComplete = null);
