using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Code that no longer fits the history: durable-protocol §10, rows 16 to 21. Each case changes the code after the first turn.</summary>
public sealed class NonDeterminismTests
{
    [Fact]
    public void Turn_Row16_AnotherActivity_NamesEventHistoryAndCode() => AssertFails(
        context => context.CallActivityAsync("A"),
        context => context.CallActivityAsync("B"),
        "event 3 of the history holds a call of activity 'A' with id 0, but the code made a call of activity 'B'");

    [Fact]
    public void Turn_Row18_ATimerBecameAnActivity_NamesEventHistoryAndCode() => AssertFails(
        context => context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None),
        context => context.CallActivityAsync("A"),
        "event 3 of the history holds a timer with id 0, but the code made a call of activity 'A'");

    [Fact]
    public void Turn_AnActivityBecameASubOrchestration_NamesEventHistoryAndCode() => AssertFails(
        context => context.CallActivityAsync("A"),
        context => context.CallSubOrchestratorAsync("A"),
        "event 3 of the history holds a call of activity 'A' with id 0, but the code made a call of sub-orchestration 'A'");

    [Fact]
    public void Turn_AnotherSubOrchestration_NamesEventHistoryAndCode() => AssertFails(
        context => context.CallSubOrchestratorAsync("X", new SubOrchestrationOptions { InstanceId = "c" }),
        context => context.CallSubOrchestratorAsync("Y", new SubOrchestrationOptions { InstanceId = "c" }),
        "holds a call of sub-orchestration 'X' with id 0, but the code made a call of sub-orchestration 'Y'");

    [Fact]
    public void Turn_AnotherSentEvent_NamesEventHistoryAndCode() => AssertFails(
        context => SendAsync(context, "Old"),
        context => SendAsync(context, "New"),
        "holds a sent event 'Old' with id 0, but the code made a sent event 'New'");

    [Fact]
    public void Turn_Row19_ACallIsGone_SaysThatTheCodeHasNotMadeIt() => AssertFails(
        context => Task.WhenAll(context.CallActivityAsync("A"), context.CallActivityAsync("B")),
        context => context.CallActivityAsync("A"),
        "event 4 of the history holds a call of activity 'B' with id 1, but the code has made no call with that id");

    [Fact]
    public void Turn_TheCodeCatchesEverything_FailsAllTheSame() => AssertFails(
        context => context.CallActivityAsync("A"),
        async context =>
        {
            try
            {
                await context.CallActivityAsync("B");
            }
            catch (Exception)
            {
                await context.CallActivityAsync("C");
            }
        },
        "but the code made a call of activity 'B'");

    [Fact]
    public void Turn_Row17_OnlyTheCaseOfTheNameDiffers_IsAccepted() => AssertFits(
        context => context.CallActivityAsync("SendMail"),
        context => context.CallActivityAsync("sendmail"),
        Events.Completed(0));

    [Fact]
    public void Turn_Row20_TheHistoryHoldsNoInputs_AnotherInputIsAccepted() => AssertFits(
        context => context.CallActivityAsync("A", 1),
        context => context.CallActivityAsync("A", 2),
        Events.Completed(0));

    [Fact]
    public void Turn_Row21_AnotherFireTime_IsAccepted() => AssertFits(
        context => context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None),
        context => context.CreateTimer(TimeSpan.FromHours(5), CancellationToken.None),
        Events.Fired(0));

    private static async Task SendAsync(TaskOrchestrationContext context, string name)
    {
        context.SendEvent("other", name, 1);
        await context.CallActivityAsync("A");
    }

    private static void AssertFails(Func<TaskOrchestrationContext, Task> before, Func<TaskOrchestrationContext, Task> after, string message)
    {
        var failure = Changed(before, after, Events.Completed(0)).Failure();

        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
        Assert.Contains(message, failure.ErrorMessage, StringComparison.Ordinal);
    }

    private static void AssertFits(Func<TaskOrchestrationContext, Task> before, Func<TaskOrchestrationContext, Task> after, P.HistoryEvent end) =>
        Assert.Null(Changed(before, after, end).Result());

    private static P.OrchestratorResponse Changed(Func<TaskOrchestrationContext, Task> before, Func<TaskOrchestrationContext, Task> after, P.HistoryEvent next)
    {
        var code = before;
        var instance = new SimulatedInstance(async context =>
        {
            await code(context);
            return null;
        });
        instance.Turn();
        code = after;
        return instance.Turn(next);
    }
}
