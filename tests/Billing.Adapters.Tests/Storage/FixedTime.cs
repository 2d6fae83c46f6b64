namespace Billing.Adapters.Tests.Storage;

/// <summary>A clock that the test moves. Timers run on the real one.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    private long _ticks = now.UtcTicks;

    public static FixedTime AtNoon() => new(new DateTimeOffset(2026, 11, 25, 3, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
