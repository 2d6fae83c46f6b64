using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Billing.Sandbox.Tests.Harness;

/// <summary>A real web server that takes webhooks and hands them to the test in the order of their arrival.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Arrival> _arrivals = Channel.CreateUnbounded<Arrival>();

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/hook?code=secret-of-the-url";

    /// <summary>Answers each request; 202 unless the test says otherwise.</summary>
    public Func<HttpContext, Task> Respond { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    };

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The next webhook; fails when none arrives within two minutes.</summary>
    public async Task<Arrival> NextAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            return await _arrivals.Reader.ReadAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("No webhook arrived within two minutes.");
        }
    }

    public async Task<IReadOnlyList<Arrival>> NextAsync(int count)
    {
        List<Arrival> arrivals = [];
        while (arrivals.Count < count)
        {
            arrivals.Add(await NextAsync());
        }

        return arrivals;
    }

    /// <summary>Nothing arrived that was not asked for.</summary>
    public bool IsEmpty => !_arrivals.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = JsonNode.Parse(await reader.ReadToEndAsync())!;
        _arrivals.Writer.TryWrite(new Arrival(context.Request.Method, context.Request.ContentType, context.Request.QueryString.Value, body));
        await Respond(context);
    }
}
