using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Timers;

using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.Timers;

public sealed class TimerListenerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly ManualTimeProvider _time = new(Start);
    private readonly ScriptedApp _app = new();
    private readonly MemoryStatusStore _store = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task NewTimer_RunsAtItsOccurrencesAndKnowsThatItNeverRan()
    {
        await BeginAsync("0 */5 * * * *");

        await AdvanceToAsync(Start.AddSeconds(55)); // 03:05:00
        var first = await _app.RunAsync();
        await AdvanceToAsync(Start.AddSeconds(355));
        var second = await _app.RunAsync();

        Assert.Equal("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00","Next":"2026-01-02T03:05:00+00:00","LastUpdated":"2026-01-02T03:04:05+00:00"},"IsPastDue":false}""", first.Value);
        Assert.Equal("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-01-02T03:05:00+00:00","Next":"2026-01-02T03:10:00+00:00","LastUpdated":"2026-01-02T03:05:00+00:00"},"IsPastDue":false}""", second.Value);
    }

    [Fact]
    public async Task Start_NextTimeHasPassed_RunsOnceAtOnceAsPastDue_NotAlsoOnStartup()
    {
        _store.Kept["tick"] = new TimerStatus(Start.AddHours(-3), TimerSchedule.Parse("0 0 * * * *", TimeZoneInfo.Utc).Next(Start.AddHours(-3)), Start.AddHours(-3));

        await BeginAsync("0 0 * * * *", """, "runOnStartup": true""");
        var missed = await _app.RunAsync();
        await AdvanceToAsync(Start.AddSeconds(3355)); // 04:00:00
        var next = await _app.RunAsync();

        Assert.EndsWith("\"IsPastDue\":true}", missed.Value, StringComparison.Ordinal);
        Assert.EndsWith("\"IsPastDue\":false}", next.Value, StringComparison.Ordinal);
        Assert.Equal(2, _app.Started);
    }

    [Fact]
    public async Task Start_NeverRanAndItsTimeHasPassed_RunsAsPastDue()
    {
        _store.Kept["tick"] = new TimerStatus(null, Start.AddSeconds(-5), Start.AddMinutes(-1));

        await BeginAsync("0 * * * * *");

        Assert.EndsWith("\"IsPastDue\":true}", (await _app.RunAsync()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ScheduleWasChanged_MakesUpForNothing()
    {
        _store.Kept["tick"] = new TimerStatus(Start.AddDays(-2), Start.AddDays(-1), Start.AddDays(-2));

        await BeginAsync("0 0 * * * *");
        await _time.WhenTimerSetAsync(Start.AddHours(1));

        Assert.Equal(0, _app.Started);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 4, 0, 0, TimeSpan.Zero), _store.Kept["tick"].Next);
    }

    [Fact]
    public async Task Start_RunOnStartup_RunsOnceAtOnce()
    {
        await BeginAsync("0 0 0 * * *", """, "runOnStartup": true""");

        Assert.EndsWith("\"IsPastDue\":false}", (await _app.RunAsync()).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 * * * * *", """, "useMonitor": false""")]
    [InlineData("*/10 * * * * *", "")]
    public async Task Unmonitored_ByWishOrBecauseItIsTooFrequent_HasNoStatusAndKeepsNone(string schedule, string more)
    {
        await BeginAsync(schedule, more);
        await AdvanceToAsync(TimerSchedule.Parse(schedule, TimeZoneInfo.Utc).Next(Start)!.Value);

        Assert.Equal("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""", (await _app.RunAsync()).Value);
        Assert.Empty(_store.Kept);
    }

    [Fact]
    public async Task LongRun_NextOccurrenceWaitsForItsEnd_AndThenRunsAtOnce()
    {
        _app.Holds = true;
        await BeginAsync("0 * * * * *");
        await AdvanceToAsync(Start.AddSeconds(55));
        var long1 = await _app.RunAsync();

        _time.Advance(TimeSpan.FromSeconds(150)); // two further occurrences pass
        Assert.Equal(1, _app.Started);
        long1.End();
        var next = await _app.RunAsync();
        next.End();

        Assert.Equal(2, _app.Started);
        await _time.WhenTimerSetAsync(_time.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task Stop_DuringARun_LeavesItDue()
    {
        _app.Holds = true;
        await BeginAsync("0 * * * * *");
        await AdvanceToAsync(Start.AddSeconds(55));
        await _app.RunAsync();

        await StopAsync();

        Assert.True(TimerMonitor.Check(TimerSchedule.Parse("0 * * * * *", TimeZoneInfo.Utc), _store.Kept["tick"], _time.GetUtcNow().AddSeconds(1)).IsPastDue);
    }

    [Fact]
    public async Task Failure_WithoutPolicy_IsNotRepeatedBeforeTheNextOccurrence()
    {
        _app.Fails = 1;
        await BeginAsync("0 * * * * *");
        await AdvanceToAsync(Start.AddSeconds(55));
        await _app.RunAsync();

        await _time.WhenTimerSetAsync(Start.AddSeconds(115));

        Assert.Equal(1, _app.Started);
        Assert.Equal(Start.AddSeconds(115), _time.NextDue);
    }

    [Fact]
    public async Task Fault_OfTheHostItself_CostsOneRunAndNotTheTimer()
    {
        _app.Faults = 1;
        await BeginAsync("0 * * * * *");
        await AdvanceToAsync(Start.AddSeconds(55));
        await _app.RunAsync();
        await AdvanceToAsync(Start.AddSeconds(115));
        await _app.RunAsync();

        Assert.Equal(2, _app.Started);
    }

    [Fact]
    public async Task Failure_WithPolicy_IsRepeatedWithTheSameValueAfterItsPauses()
    {
        _app.Fails = 5;
        await BeginAsync("0 0 * * * *", retry: """, "retry": { "strategy": "exponentialBackoff", "maxRetryCount": 2, "minimumInterval": "00:00:10", "maximumInterval": "00:00:15" }""");
        await AdvanceToAsync(Start.AddSeconds(3355));
        var first = await _app.RunAsync();
        await AdvanceToAsync(Start.AddSeconds(3365));
        var second = await _app.RunAsync();
        await AdvanceToAsync(Start.AddSeconds(3380));
        var third = await _app.RunAsync();
        await _time.WhenTimerSetAsync(Start.AddSeconds(3355 + 3600));

        Assert.Equal(3, _app.Started);
        Assert.Equal([first.Value, first.Value], [second.Value, third.Value]);
        var failure = new InvocationFailure("System.Exception", "it failed");
        Assert.Equal(new RetryState(0, 2, null), first.Retry);
        Assert.Equal(new RetryState(1, 2, failure), second.Retry);
        Assert.Equal(new RetryState(2, 2, failure), third.Retry);
    }

    private async Task BeginAsync(string schedule, string more = "", string retry = "")
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "host.json"), """{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "app" } } }""");
            folder.CreateSubdirectory("Tick");
            File.WriteAllText(
                Path.Combine(folder.FullName, "Tick", "function.json"),
                $$"""{ "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "timer", "schedule": {{JsonSerializer.Serialize(schedule)}} {{more}} } ] {{retry}} }""");
            var function = Assert.Single(AppDefinitionReader.Read(folder.FullName, new Dictionary<string, string>(), _ => { }).Functions);
            var listener = new TimerListener(function, _store, _app, _time, NullLogger.Instance);
            await listener.BeginAsync(CancellationToken.None);
            _running = listener.RunAsync(_stop.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task AdvanceToAsync(DateTimeOffset moment)
    {
        await _time.WhenTimerSetAsync(moment);
        _time.MoveTo(moment);
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.IsCompletedSuccessfully ? Task.FromCanceled(_stop.Token) : _running);
    }

    /// <summary>One run that the app was asked for.</summary>
    private sealed record Run(string Value, RetryState? Retry, Action End);

    private sealed class MemoryStatusStore : ITimerStatusStore
    {
        public ConcurrentDictionary<string, TimerStatus> Kept { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellationToken) => Task.FromResult(Kept.GetValueOrDefault(function));

        public Task WriteAsync(string function, TimerStatus status, CancellationToken cancellationToken)
        {
            Kept[function] = status;
            return Task.CompletedTask;
        }
    }

    private sealed class ScriptedApp : IAppInvoker
    {
        private readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();
        private int _started;

        public bool Holds { get; set; }

        public int Fails { get; set; }

        /// <summary>So many calls end in an exception.</summary>
        public int Faults { get; set; }

        public int Started => _started;

        public Task<Run> RunAsync() => _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        public async Task<InvocationOutcome> InvokeAsync(AppInvocation invocation, CancellationToken cancellationToken)
        {
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Increment(ref _started);
            _runs.Writer.TryWrite(new Run(((WireValue.Raw)invocation.TriggerValue).Json, invocation.Retry, end.SetResult));
            if (Holds)
            {
                try
                {
                    await end.Task.WaitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    return new InvocationOutcome.HostStopping();
                }
            }

            if (Faults-- > 0)
            {
                throw new InvalidDataException("a fault of the host's own");
            }

            return Fails-- > 0
                ? new InvocationOutcome.Failed(new InvocationFailure("System.Exception", "it failed"))
                : new InvocationOutcome.Succeeded(null);
        }
    }
}
