extern alias runtime;

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using runtime::Functions.CustomHandler;
using runtime::Functions.CustomHandler.Durable;

namespace Benchmarks.Turns;

/// <summary>The measured app: an orchestration of five activities, and the function that starts many of them and notes how long they took.</summary>
public static class StepsFunctions
{
    /// <summary>Where the measurement is written; the host hands the setting on.</summary>
    public const string ResultSetting = "BENCHMARK_RESULT";

    public const int Steps = 5;
    public const int Turns = Steps + 1;

    [Function("FiveSteps")]
    public static async Task<int> FiveSteps([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var step = 0; step < Steps; step++)
        {
            sum = await context.CallActivityAsync<int>("Step", sum);
        }

        return sum;
    }

    [Function("Step")]
    public static Task<int> Step([ActivityTrigger] int input) => Task.FromResult(input + 1);

    /// <summary>Called by hand, through the host's admin endpoint; its schedule never comes.</summary>
    [Function("Measure")]
    public static async Task Measure([TimerTrigger("0 0 0 30 2 *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        await RunAsync(client, "warm", 32, 32, cancellationToken);
        var idle = await RunAsync(client, "idle", 30, 1, cancellationToken);
        var busy = await RunAsync(client, "busy", TurnBenchmark.Instances, TurnBenchmark.Callers, cancellationToken);
        var result = new StepsResult(busy.Elapsed.TotalSeconds, idle.Middle.TotalMilliseconds);
        var file = Environment.GetEnvironmentVariable(ResultSetting)!;
        await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(result), cancellationToken);
        File.Move(file + ".new", file);
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Middle)> RunAsync(DurableTaskClient client, string prefix, int count, int callers, CancellationToken cancellationToken)
    {
        var (clock, next, each) = (Stopwatch.StartNew(), -1, new TimeSpan[count]);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CallAsync()));
        return (clock.Elapsed, each.Order().ElementAt(count / 2));

        async Task CallAsync()
        {
            for (var n = Interlocked.Increment(ref next); n < count; n = Interlocked.Increment(ref next))
            {
                var began = clock.Elapsed;
                var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{n}");
                await client.ScheduleNewOrchestrationInstanceAsync("FiveSteps", null, new StartOrchestrationOptions(id), cancellationToken);
                var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellation: cancellationToken);
                each[n] = clock.Elapsed - began;
                if (ended.ReadOutputAs<int>() != Steps)
                {
                    throw new InvalidOperationException($"{id} ended as {ended.RuntimeStatus}.");
                }
            }
        }
    }
}

/// <summary>What the app noted.</summary>
/// <param name="BusySeconds">From the first start to the last end of all instances.</param>
/// <param name="IdleMilliseconds">Middle of start to end, one at a time.</param>
internal sealed record StepsResult(double BusySeconds, double IdleMilliseconds);
