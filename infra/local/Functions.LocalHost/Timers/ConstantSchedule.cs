namespace Functions.LocalHost.Timers;

/// <summary>Fires each time a span has passed since the last run.</summary>
/// <param name="every">Positive.</param>
internal sealed class ConstantSchedule(TimeSpan every) : TimerSchedule
{
    public override bool AdjustForDst => false;

    public override DateTimeOffset? Next(DateTimeOffset after) => DateTimeOffset.MaxValue - after > every ? after + every : null;

    public override bool CanBeMonitored(DateTimeOffset now) => every >= TimeSpan.FromMinutes(1);
}
