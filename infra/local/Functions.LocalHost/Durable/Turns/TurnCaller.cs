using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Invocation;

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>Calls the app for one turn and tells apart what may have become of it (durable-protocol §3.1, §3.2, §3.5).</summary>
internal sealed class TurnCaller(IAppInvoker invoker, DurableFunctions functions, IEngineFaults faults)
{
    private const string OutOfMemory = "System.OutOfMemoryException";
    private const int MaxFailureDepth = 64;
    private static readonly Duration ReorderWindow = new() { Seconds = 30 * 60 };

    public async Task<TurnReply> CallAsync(
        string instanceId, string name, HistoryBuffer past, IReadOnlyList<HistoryEvent> events, CancellationToken cancellationToken)
    {
        if (functions.Orchestration(name) is not { } function)
        {
            return new TurnReply.Broken(
                $"The orchestrator function '{name}' doesn't exist, is disabled, or is not an orchestrator function.", null);
        }

        var outcome = await invoker.InvokeAsync(
            new AppInvocation { FunctionName = function.Name, TriggerValue = new WireValue.Text(Request(instanceId, past, events)) },
            cancellationToken);
        if (outcome is InvocationOutcome.Succeeded && faults.LosesAnswer(instanceId))
        {
            return new TurnReply.Aborted("the answer was lost on purpose");
        }

        return outcome switch
        {
            InvocationOutcome.Succeeded succeeded => Read(function.Name, succeeded.ReturnValue?.AsText(), succeeded.ReturnValue is null),
            InvocationOutcome.Failed failed => Broken(function.Name, failed.Failure),
            InvocationOutcome.AppLost lost => Broken(function.Name, lost.Failure),
            InvocationOutcome.TimedOut timedOut => new TurnReply.Aborted(timedOut.Failure.Message),
            _ => new TurnReply.Stopping(),
        };
    }

    /// <summary>The request as base64: the history goes in as the bytes that are stored.</summary>
    internal static string Request(string instanceId, HistoryBuffer past, IReadOnlyList<HistoryEvent> events)
    {
        var front = new OrchestratorRequest { InstanceId = instanceId }.ToByteArray();
        var back = new OrchestratorRequest
        {
            NewEvents = { events },
            EntityParameters = new OrchestratorEntityParameters { EntityMessageReorderWindow = ReorderWindow },
        }.ToByteArray();
        var all = new byte[front.Length + past.Length + back.Length];
        front.CopyTo(all, 0);
        past.Span.CopyTo(all.AsSpan(front.Length));
        back.CopyTo(all, front.Length + past.Length);
        return Convert.ToBase64String(all);
    }

    private static TurnReply Read(string function, string? text, bool isNull)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new TurnReply.Broken(
                $"Function '{function}' failed with an unhandled exception.",
                $"The return value of an orchestrator must be a base64 text; it was {(isNull ? "missing" : text is null ? "no text" : "empty")}.");
        }

        try
        {
            var response = OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(text));
            return Repeats(response) is { } reason ? new TurnReply.Aborted(reason) : new TurnReply.Answered(response);
        }
        catch (Exception broken) when (broken is FormatException or InvalidProtocolBufferException)
        {
            return new TurnReply.Broken(
                $"Function '{function}' failed with an unhandled exception.",
                $"The return value of {text.Length} characters is not base64 of an OrchestratorResponse: {broken.GetType().FullName}: {broken.Message}");
        }
    }

    private static string? Repeats(OrchestratorResponse response)
    {
        if (response.RequiresHistory)
        {
            return "the app asked for the history";
        }

        var completion = response.Actions.FirstOrDefault(action => action.CompleteOrchestration is not null)?.CompleteOrchestration;
        if (completion is not { OrchestrationStatus: OrchestrationStatus.Failed })
        {
            return null;
        }

        // The outermost level is not looked at.
        var inner = completion.FailureDetails?.InnerFailure;
        for (var depth = 0; inner is not null && depth < MaxFailureDepth; depth++, inner = inner.InnerFailure)
        {
            if (inner.ErrorType == OutOfMemory)
            {
                return $"the app was not able to run it ({completion.FailureDetails!.ErrorType})";
            }
        }

        return null;
    }

    private static TurnReply.Broken Broken(string function, InvocationFailure failure) => new(
        $"Function '{function}' failed with an unhandled exception.", Text(failure));

    private static string Text(InvocationFailure failure) =>
        $"{failure.Type}: {failure.Message}{(failure.Inner is { } inner ? $" ---> {Text(inner)}" : "")}";
}
