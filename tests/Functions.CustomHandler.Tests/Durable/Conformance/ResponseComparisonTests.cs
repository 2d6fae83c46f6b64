using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Conformance;

/// <summary>The comparison itself finds what differs, and only forgives what the recording's README forgives.</summary>
public sealed class ResponseComparisonTests
{
    [Fact]
    public void Differences_EqualInTheSenseOfTheReadme_AreNone()
    {
        Assert.Empty(Compare(Activity("[{\"a\":1,\"b\":2}]"), Activity("{\"b\":2,\"a\":1.0}")));
        Assert.Empty(Compare(Activity("[null]"), Activity(null)));
        Assert.Empty(Compare(Ended("\"\\u682a\""), Ended("\"株\"")));
    }

    [Fact]
    public void Differences_AnythingElse_IsFoundAtItsPath()
    {
        Assert.Equal(["turns[3].response.actions[0].scheduleTask.input.a: expected 1, was 2"], Compare(Activity("[{\"a\":1}]"), Activity("{\"a\":2}")));
        Assert.Single(Compare(Activity("[[1]]"), Activity("1")));
        Assert.Single(Compare(Ended("1"), Ended("\"1\"")));
        Assert.Single(Compare(Ended("1"), new P.OrchestratorResponse()));
        Assert.Single(Compare(Ended(null), Ended("1")));
    }

    [Fact]
    public void Differences_AnIgnoredPath_IsForgiven() =>
        Assert.Empty(ResponseComparison.Differences(Ended("1"), Ended("2"), 0, ["turns[0].response.actions[0].completeOrchestration.result"]));

    private static IReadOnlyList<string> Compare(P.OrchestratorResponse expected, P.OrchestratorResponse actual) => ResponseComparison.Differences(expected, actual, 3, []);

    private static P.OrchestratorResponse Activity(string? input) =>
        new() { Actions = { new P.OrchestratorAction { ScheduleTask = new P.ScheduleTaskAction { Name = "A", Input = input } } } };

    private static P.OrchestratorResponse Ended(string? result) =>
        new() { Actions = { new P.OrchestratorAction { CompleteOrchestration = new P.CompleteOrchestrationAction { Result = result } } } };
}
