namespace Billing.Functions.Tests.Harness;

/// <summary>A clock that stands until the test moves it. Timers are the system's: nothing here waits for one.</summary>
internal sealed class HandClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref _ticks, Math.Max(instant.UtcTicks, Interlocked.Read(ref _ticks)));

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
