using System.Collections.Concurrent;
using System.Globalization;

using Functions.CustomHandler.Durable;

using Microsoft.AspNetCore.Http;

namespace Functions.CustomHandler.Tests.Hosting;

/// <summary>Functions that write down what they were given.</summary>
public sealed class RunningFunctions(Received received)
{
    [Function("GetItem")]
    public IResult GetItem([HttpTrigger(AuthorizationLevel.Function, "get", Route = "items/{id:int}")] HttpRequest req, int id) =>
        Results.Text($"item {id} of {req.Method}");

    [Function("Break")]
    public IResult Break([HttpTrigger(AuthorizationLevel.Function, "get", Route = "break")] HttpRequest req) =>
        received.Count >= 0 ? throw new InvalidOperationException($"secret of {req.Path}") : Results.Ok();

    [Function("OnMessage")]
    public Task OnMessage([ServiceBusTrigger("items")] string message, FunctionContext context)
    {
        if (message == "fail")
        {
            throw new OddFailureException();
        }

        received.Add($"{message}|{context.BindingText("messageid")}|{context.BindingText("DeliveryCount")}|{context.InvocationId}");
        return Task.CompletedTask;
    }

    [Function("OnTimer")]
    public void OnTimer([TimerTrigger("0 * * * * *")] TimerInfo timer) =>
        received.Add(string.Create(CultureInfo.InvariantCulture, $"{timer.IsPastDue}|{timer.ScheduleStatus!.Last}"));

    [Function("Measure")]
    public async Task<int> Measure([ActivityTrigger] string input)
    {
        await Task.Yield();
        return received.Count + input.Length;
    }

    [Function("Refuse")]
    public Task Refuse([ActivityTrigger] string? input) =>
        throw new ActivityFailureException("Odd", "理由", nonRetriable: input is null && received.Count == 0);

    [Function("Hello")]
    public static async Task<string> Hello([OrchestrationTrigger] TaskOrchestrationContext context, string input) =>
        await context.CallActivityAsync<string>("SayHello", input);

    [Function("Swell")]
    public static Task<string> Swell([OrchestrationTrigger] TaskOrchestrationContext context, int input) =>
        Task.FromResult(new string('x', context.IsReplaying ? 0 : input));

    [Function("Linger")]
    public async Task<int> Linger([ActivityTrigger] string? input, CancellationToken cancellationToken)
    {
        received.Add($"lingering {input}");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }

    [Function("Grow")]
    public Task<string> Grow([ActivityTrigger] int input) => Task.FromResult(new string('x', input + received.Count));
}

/// <summary>What the functions were given, in order of arrival.</summary>
public sealed class Received
{
    private readonly ConcurrentQueue<string> _values = new();

    public IReadOnlyCollection<string> Values => _values;

    public int Count => _values.Count;

    public void Add(string value) => _values.Enqueue(value);
}

public sealed class OddFailureException() : Exception("失敗");
