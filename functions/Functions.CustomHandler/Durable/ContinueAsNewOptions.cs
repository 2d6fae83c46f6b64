namespace Functions.CustomHandler.Durable;

/// <summary>How an orchestration starts afresh (durable-protocol §8.12).</summary>
public sealed record ContinueAsNewOptions
{
    /// <summary>The next execution's input.</summary>
    public object? NewInput { get; init; }

    /// <summary>Whether events that came and were not yet waited for are handed to the next execution.</summary>
    public bool PreserveUnprocessedEvents { get; init; } = true;

    /// <summary>The next execution's version; null: as it is.</summary>
    public string? NewVersion { get; init; }
}
