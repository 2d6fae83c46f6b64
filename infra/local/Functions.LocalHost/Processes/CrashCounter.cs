namespace Functions.LocalHost.Processes;

/// <summary>Decides what follows a crash of the app (functions-custom-handler §2.3): a restart after a pause, or, the third time, a recycle of the host.</summary>
internal sealed class CrashCounter(TimeProvider time)
{
    /// <summary>A crash this long after the last one starts the count anew.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Crashes within the window.</summary>
    public int Count { get; private set; }

    /// <summary>Counts a crash; answers the pause before the restart, or null when the host is to recycle itself.</summary>
    public TimeSpan? Add()
    {
        var now = time.GetUtcNow();
        Count = now - _last > Window ? 1 : Count + 1;
        _last = now;
        return Count <= Pauses.Length ? Pauses[Count - 1] : null;
    }
}
