using System.Collections.Concurrent;

using Functions.Durable.Protocol;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

using Google.Protobuf;

namespace Functions.LocalHost.Tests.Durable;

/// <summary>The app as the engine sees it: orchestrations are functions from a request to a response, activities from an input to an outcome.</summary>
internal sealed class ScriptedApp : IAppInvoker
{
    private readonly ConcurrentDictionary<string, Func<AppInvocation, CancellationToken, Task<InvocationOutcome>>> _functions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The requests of all turns, in order.</summary>
    public ConcurrentQueue<OrchestratorRequest> Turns { get; } = new();

    /// <summary>The invocations of all activities, in order.</summary>
    public ConcurrentQueue<AppInvocation> Activities { get; } = new();

    public Task<InvocationOutcome> InvokeAsync(AppInvocation invocation, CancellationToken cancellationToken) =>
        _functions.TryGetValue(invocation.FunctionName, out var function)
            ? function(invocation, cancellationToken)
            : throw new ArgumentException($"There is no function {invocation.FunctionName}.");

    /// <summary>An orchestration that answers with actions.</summary>
    public ScriptedApp Orchestration(string name, Func<Replay, IEnumerable<OrchestratorAction>> script, string? customStatus = null) =>
        Respond(name, request => new OrchestratorResponse
        {
            InstanceId = request.InstanceId,
            Actions = { script(new Replay(request)) },
            CustomStatus = customStatus,
        });

    public ScriptedApp Respond(string name, Func<OrchestratorRequest, OrchestratorResponse> script) => Turn(
        name, request => Succeeded(new JsonToken.Text(Convert.ToBase64String(script(request).ToByteArray()))));

    /// <summary>An orchestration whose turn ends as it says.</summary>
    public ScriptedApp Turn(string name, Func<OrchestratorRequest, InvocationOutcome> script) => Function(name, (invocation, _) =>
    {
        var text = Assert.IsType<WireValue.Text>(invocation.TriggerValue).Value;
        var request = OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(text));
        Turns.Enqueue(request);
        return Task.FromResult(script(request));
    });

    public ScriptedApp Activity(string name, Func<string?, InvocationOutcome> script) => Function(name, (invocation, _) =>
    {
        Activities.Enqueue(invocation);
        return Task.FromResult(script((invocation.TriggerValue as WireValue.Text)?.Value));
    });

    public ScriptedApp Function(string name, Func<AppInvocation, CancellationToken, Task<InvocationOutcome>> function)
    {
        _functions[name] = function;
        return this;
    }

    /// <summary>A success with that JSON, read as the host reads it.</summary>
    public static InvocationOutcome Json(string json) => Succeeded(JsonTokenReader.Parse(json, dates: true));

    public static InvocationOutcome Succeeded(JsonToken? value) => new InvocationOutcome.Succeeded(value);
}
