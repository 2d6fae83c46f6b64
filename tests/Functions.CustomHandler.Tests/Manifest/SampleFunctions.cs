using Functions.CustomHandler.Durable;

using Microsoft.AspNetCore.Http;

namespace Functions.CustomHandler.Tests.Manifest;

/// <summary>One function of each kind, as an app declares them.</summary>
public sealed class SampleFunctions
{
    [Function("GetItem")]
    public IResult GetItem([HttpTrigger(AuthorizationLevel.Function, "get", "POST", Route = "items/{id:int}")] HttpRequest req, int id) =>
        Results.Text($"{req.Method} {id}");

    [Function("Ping")]
    public string Ping([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest res) => res.Path;

    [Function("Nightly")]
    public void Nightly([TimerTrigger("0 30 1 * * *", UseMonitor = true)] TimerInfo timer, [DurableClient] DurableTaskClient client) =>
        throw new InvalidOperationException($"{timer} {client}");

    [Function("OnItem")]
    public Task OnItem([ServiceBusTrigger("items", Connection = "Bus")] string message, FunctionContext context) =>
        Task.FromException(new InvalidOperationException($"{message} {context}"));

    [Function("OnDeadItem")]
    public Task OnDeadItem([ServiceBusTrigger("items/$DeadLetterQueue")] string message) => Task.FromException(new InvalidOperationException(message));

    [Function("Process")]
    public static Task<string> Process([OrchestrationTrigger] TaskOrchestrationContext context, string input) => Task.FromResult($"{context} {input}");

    [Function("Measure")]
    public Task<int> Measure([ActivityTrigger] string input) => Task.FromResult(input.Length);
}
