namespace Billing.Sandbox.NpAtobarai;

/// <summary>NP's own clock: runs with the injected one, and can be set to any instant. Dates are those of Japan.</summary>
internal sealed class NpClock(TimeProvider time)
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9); // no daylight saving time
    private readonly Lock _gate = new();
    private TimeSpan _ahead;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return (time.GetUtcNow() + _ahead).ToOffset(Japan);
            }
        }
    }

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public void Set(DateTimeOffset now)
    {
        lock (_gate)
        {
            _ahead = now - time.GetUtcNow();
        }
    }

    /// <summary>Goes on to 09:00 of a later day; never back.</summary>
    public void GoTo(DateOnly day)
    {
        var morning = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), Japan);
        if (morning > Now)
        {
            Set(morning);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _ahead = TimeSpan.Zero;
        }
    }
}
