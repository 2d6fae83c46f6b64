using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Tests.Http;

/// <summary>A real web server on a free port whose answers the test scripts. Every request that arrived is kept with its body.</summary>
public sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<Received> _received = [];
    private readonly CancellationTokenSource _stop = new();

    private FakeService(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    public IReadOnlyList<Received> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public static Task<FakeService> StartAsync(Func<Received, Answer> answer) => StartAsync(received => Task.FromResult(answer(received)));

    public static async Task<FakeService> StartAsync(Func<Received, Task<Answer>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var service = new FakeService(builder.Build());
        service._app.Run(context => service.HandleAsync(context, answer));
        await service._app.StartAsync();
        var address = service._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        service.Url = new Uri(address + "/");
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private async Task HandleAsync(HttpContext context, Func<Received, Task<Answer>> answer)
    {
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        Received received;
        lock (_lock)
        {
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            received = new Received(_received.Count + 1, context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", headers, text);
            _received.Add(received);
        }

        var reply = await answer(received);
        if (reply.Never)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.RequestAborted);
            var ended = new TaskCompletionSource();
            await using var registration = either.Token.Register(ended.SetResult);
            await ended.Task;
            return;
        }

        if (reply.Abort)
        {
            context.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(reply.Body);
    }
}

/// <param name="Number">From 1, in the order of arrival.</param>
public sealed record Received(int Number, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string QueryText => Uri.UnescapeDataString(Query);
}

public sealed record Answer(int Status, string Body, string ContentType = "application/json;charset=utf-8")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the request, then breaks the connection.</summary>
    public bool Abort { get; init; }

    /// <summary>Reads the request, then stays silent.</summary>
    public bool Never { get; init; }

    public static Answer Broken { get; } = new(0, "") { Abort = true };

    public static Answer Silent { get; } = new(0, "") { Never = true };

    public static Answer Ok(string json) => new(200, json);

    public Answer With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [header] = value } };
}
