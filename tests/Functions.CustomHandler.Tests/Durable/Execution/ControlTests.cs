using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Termination, suspension and what a turn tolerates: durable-protocol §10, rows 58 to 68.</summary>
public sealed class ControlTests
{
    [Theory]
    [InlineData("\"enough\"")]
    [InlineData(null)]
    public void Terminate_Row58_AnOpenInstance_EndsWithTheReason(string? reason)
    {
        var instance = Chain();
        instance.Turn();

        var end = instance.Turn(Events.Terminated(reason)).End()!;

        Assert.Equal((P.OrchestrationStatus.Terminated, reason), (end.OrchestrationStatus, end.Result));
    }

    [Fact]
    public void Terminate_Row59_WhileSuspended_GivesOnlyTheCompletion()
    {
        var instance = Chain();
        instance.Turn();
        Assert.Empty(instance.Turn(Events.Completed(0, 1), Events.Suspended()).Actions);

        Assert.Equal(["2:end Terminated"], instance.Turn(Events.Terminated(null)).Short());
    }

    [Fact]
    public void Terminate_Row60_TogetherWithTheEndOfTheCode_IsOneCompletion()
    {
        foreach (var terminationFirst in (bool[])[true, false])
        {
            var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A"));
            instance.Turn();
            P.HistoryEvent[] batch = [Events.Completed(0, 1), Events.Terminated("\"x\"")];

            Assert.Equal(["1:end Terminated"], instance.Turn(terminationFirst ? [.. batch.Reverse()] : batch).Short());
        }
    }

    [Fact]
    public void Suspend_Row62And63_HoldsEventsAndActionsUntilTheResumption()
    {
        var instance = Chain();
        instance.Turn();
        Assert.Empty(instance.Turn(Events.Suspended(), Events.Completed(0, 1)).Actions);
        Assert.Empty(instance.Turn(Events.Raised("E", 1)).Actions);

        Assert.Equal(["1:activity B"], instance.Turn(Events.Resumed()).Short());
        Assert.Equal("2", instance.Turn(Events.Completed(1, 2)).Result());
    }

    [Fact]
    public void Suspend_Row64_AndResumeInOneBatch_IsAsIfNothingWere()
    {
        var instance = Chain();
        instance.Turn();

        Assert.Equal(["1:activity B"], instance.Turn(Events.Suspended(), Events.Completed(0, 1), Events.Resumed()).Short());
    }

    [Fact]
    public void Suspend_Row65_Twice_IsEndedByOneResumption()
    {
        var instance = Chain();
        instance.Turn();
        instance.Turn(Events.Suspended(), Events.Suspended());

        Assert.Equal(["1:activity B"], instance.Turn(Events.Resumed(), Events.Completed(0, 1)).Short());
    }

    [Fact]
    public void Suspend_AfterTheCodeHasEnded_LosesNothingOfIt()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            await context.CallActivityAsync("A");
            context.SendEvent("other", "Done", 1);
            return 1;
        });
        instance.Turn();

        Assert.Equal(["1:event Done", "2:end Completed"], instance.Turn(Events.Completed(0), Events.Suspended()).Short());
    }

    [Fact]
    public void Suspend_CodeThatWaits_IsNotTakenForCodeThatHangs()
    {
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A"));
        instance.Turn();

        Assert.Empty(instance.Turn(Events.Suspended(), Events.Completed(0, 1)).Actions);
        Assert.Equal("1", instance.Turn(Events.Resumed()).Result());
    }

    [Fact]
    public void Turn_Row67_KindsThatMeanNothing_AreIgnored()
    {
        var instance = Chain();
        instance.Turn();
        P.HistoryEvent[] noise =
        [
            new() { EventId = -1, GenericEvent = new P.GenericEvent { Data = "x" } },
            new() { EventId = -1, HistoryState = new P.HistoryStateEvent() },
            new() { EventId = -1, ContinueAsNew = new P.ContinueAsNewEvent() },
            new() { EventId = -1, ExecutionRewound = new P.ExecutionRewoundEvent() },
            new() { EventId = -1, ExecutionCompleted = new P.ExecutionCompletedEvent() },
            new() { EventId = -1 },
            P.HistoryEvent.Parser.ParseFrom([0xCA, 0x3E, 0x00]),
        ];

        Assert.Empty(instance.Turn(noise).Actions);
        Assert.Equal(["1:activity B"], instance.Turn(Events.Completed(0, 1)).Short());
    }

    private static SimulatedInstance Chain() =>
        SimulatedInstance.Of(async context => await context.CallActivityAsync<int>("B", await context.CallActivityAsync<int>("A")));
}
