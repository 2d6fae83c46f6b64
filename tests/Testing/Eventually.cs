using System.Diagnostics;

namespace Testing;

/// <summary>Waits for a condition, with a deadline that says what was missing.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, deadline);

    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var clock = Stopwatch.StartNew();
        using var beat = new PeriodicTimer(Pause);
        while (!await condition())
        {
            if (clock.Elapsed > (deadline ?? Deadline))
            {
                throw new TimeoutException($"Within {(deadline ?? Deadline).TotalSeconds:F0} s it did not come true: {what}.");
            }

            await beat.WaitForNextTickAsync();
        }
    }
}
