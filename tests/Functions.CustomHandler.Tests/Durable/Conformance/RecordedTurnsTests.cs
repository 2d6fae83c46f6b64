using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;
using Functions.CustomHandler.Tests.Durable.Script;
using Microsoft.Extensions.Logging.Abstractions;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Conformance;

/// <summary>The executor against every recorded turn of the official SDK.</summary>
public sealed class RecordedTurnsTests
{
    /// <summary>
    /// Where this executor answers otherwise, and why. Each entry also fails if the difference goes away.
    /// </summary>
    private static readonly Dictionary<string, string> Differences = new()
    {
        ["sub-failed-without-details-unhandled"] =
            "The SDK fails with a null reference of its own, without an inner failure; here the inner failure says '(unknown)', as it does for an activity.",
    };

    public static TheoryData<string> Names() => new(RecordedTurns.Names());

    [Theory]
    [MemberData(nameof(Names))]
    public void ExecuteOrchestrator_RecordedTurns_AnswersLikeTheOfficialSdk(string name)
    {
        var recorded = RecordedTurns.Load(name);
        var endpoint = Endpoint(recorded);

        var differences = recorded.Turns.SelectMany((turn, index) =>
        {
            var answer = endpoint.ExecuteOrchestrator(recorded.Name, Convert.ToBase64String(turn.Request));
            Assert.Equal(answer, endpoint.ExecuteOrchestrator(recorded.Name, Convert.ToBase64String(turn.Request)));
            var actual = P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));
            return ResponseComparison.Differences(P.OrchestratorResponse.Parser.ParseFrom(turn.Response), actual, index, recorded.Ignored);
        }).ToList();

        Assert.True(
            Differences.ContainsKey(name) ? differences.Count > 0 : differences.Count == 0,
            string.Join(Environment.NewLine, differences.DefaultIfEmpty("A listed difference no longer shows.")));
    }

    [Fact]
    public void Names_TheFolder_HoldsTheWholeRecording() => Assert.True(RecordedTurns.Names().Count() >= 150);

    internal static DurableEndpoint Endpoint(RecordedTurns recorded)
    {
        var registry = new OrchestratorRegistry();
        if (!recorded.IsUnregistered)
        {
            registry.Add(NameOf(recorded.Orchestrator[0]), ScriptProgram.Read(recorded.Orchestrator).RunAsync);
        }

        var endpoint = new DurableEndpoint(registry, NullLoggerFactory.Instance);
        endpoint.Ready();
        return endpoint;
    }

    private static string NameOf(string heading) => heading["orchestrator ".Length..heading.IndexOf('(', StringComparison.Ordinal)].Trim();
}
