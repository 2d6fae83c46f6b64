using System.Diagnostics;

namespace Benchmarks;

/// <summary>Runs the same operation from so many callers at once, each starting the next when its last one ended, for a fixed time.</summary>
internal static class Load
{
    /// <param name="callers">How many operations are under way at any moment.</param>
    /// <param name="duration">After this, no caller starts another; those under way are awaited and counted.</param>
    /// <param name="operation">Gets the operation's number, unique within the run.</param>
    public static async Task<LoadResult> RunAsync(int callers, TimeSpan duration, Func<int, Task> operation)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        return new LoadResult(clock.Elapsed, [.. latencies.SelectMany(each => each).Order()]);

        async Task<List<TimeSpan>> CallAsync()
        {
            var taken = new List<TimeSpan>();
            while (clock.Elapsed < duration)
            {
                var started = clock.Elapsed;
                await operation(Interlocked.Increment(ref next));
                taken.Add(clock.Elapsed - started);
            }

            return taken;
        }
    }
}

/// <summary>What a run of <see cref="Load"/> showed; latencies in ascending order.</summary>
internal sealed record LoadResult(TimeSpan Elapsed, IReadOnlyList<TimeSpan> Latencies)
{
    public double PerSecond => Latencies.Count / Elapsed.TotalSeconds;

    public TimeSpan Percentile(double share) => Latencies[(int)Math.Min(Latencies.Count - 1, Latencies.Count * share)];
}
