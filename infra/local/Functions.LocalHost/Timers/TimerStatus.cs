namespace Functions.LocalHost.Timers;

/// <summary>What the schedule monitor keeps of one timer.</summary>
/// <param name="Last">When it last ran; null when it never did.</param>
/// <param name="Next">When it is due next; null when its schedule has no further occurrence.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record TimerStatus(DateTimeOffset? Last, DateTimeOffset? Next, DateTimeOffset LastUpdated);
