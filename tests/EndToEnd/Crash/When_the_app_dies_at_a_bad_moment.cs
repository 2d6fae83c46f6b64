using EndToEnd.Harness;

using Testing;

namespace EndToEnd.Crash;

public sealed class When_the_app_dies_at_a_bad_moment
{
    [Theory]
    [InlineData("event-claimed")]
    [InlineData("command-written")]
    [InlineData("orchestration-started")]
    [InlineData("intent-written")]
    [InlineData("provider-answered")]
    [InlineData("outcome-written")]
    [InlineData("record-written")]
    [InlineData("write-back-noted")]
    public async Task Should_go_on_after_the_restart_and_do_it_once(string point)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"{point} 1\n");
        try
        {
            await using var stack = await Stack.StartAsync(new Dictionary<string, string>
            {
                ["TestHooks__CrashPoints"] = file,
                ["Providers__np__Limits__AttemptTimeout"] = "00:00:03",
                ["Providers__np__Limits__CallTimeout"] = "00:00:06",
            });

            var record = await stack.Sandbox.AddAsync(Orders.New());

            await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NP取引ID", Stack.Filled), ("操作", ""));
            await Eventually.TrueAsync(() => File.ReadAllText(file).Length == 0 && stack.Host.AppProcessIds.Count == 2, "it did die there");
            await Eventually.TrueAsync(async () => (await stack.TransactionAsync(record))!["status"]!.GetValue<string>() == "CreditApproved", "the rows say so too");
            Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Registrations);
            Assert.Single(await stack.TimelineAsync(record), code => code == "credit_approved");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Should_be_restarted_by_the_watchdog_when_the_platform_failed_the_orchestration()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "orchestrator-turn 3\n"); // by then the message that started it is completed, and starts it no more
        try
        {
            await using var stack = await Stack.StartAsync(new Dictionary<string, string>
            {
                ["TestHooks__CrashPoints"] = file,
                ["Logging__LogLevel__Default"] = "Information", // the watchdog's lines are looked for
            });

            var record = await stack.Sandbox.AddAsync(Orders.New());

            // The turn that was running when the app died fails its instance for good; only the watchdog starts another.
            await Eventually.TrueAsync(() => stack.Host.AppProcessIds.Count == 2, "the app died in the turn");
            await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NP取引ID", Stack.Filled), ("操作", ""));
            Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Registrations);
            await Eventually.TrueAsync(
                () => stack.Host.Output.Contains("overdue", StringComparison.OrdinalIgnoreCase), "the watchdog found it overdue", TimeSpan.FromSeconds(60));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
