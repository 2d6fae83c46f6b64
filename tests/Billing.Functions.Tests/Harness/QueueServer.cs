using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Billing.Functions.Tests.Harness;

/// <summary>The REST side of a queue on a free port: takes every message and keeps it, unless told to refuse.</summary>
internal sealed class QueueServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private QueueServer(WebApplication app) => _app = app;

    public ConcurrentQueue<QueuedText> Received { get; } = [];

    public bool Refuses { get; set; }

    /// <summary>The setting <c>Bus</c>.</summary>
    public string Connection { get; private set; } = string.Empty;

    public static async Task<QueueServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new QueueServer(app);
        app.Run(server.TakeAsync);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        server.Connection = $"Endpoint=sb://{address.Authority};SharedAccessKeyName=app;SharedAccessKey=c2VjcmV0;UseDevelopmentEmulator=true";
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (Refuses)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (context.Request.ContentType == "application/vnd.microsoft.servicebus.json")
        {
            foreach (var each in JsonDocument.Parse(body).RootElement.EnumerateArray())
            {
                Keep(each.GetProperty("BrokerProperties"), each.GetProperty("Body").GetString()!);
            }
        }
        else
        {
            Keep(JsonDocument.Parse(context.Request.Headers["BrokerProperties"].ToString()).RootElement, body);
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private void Keep(JsonElement properties, string body) => Received.Enqueue(new QueuedText(
        properties.GetProperty("MessageId").GetString()!,
        properties.TryGetProperty("ScheduledEnqueueTimeUtc", out var at) ? DateTimeOffset.Parse(at.GetString()!, CultureInfo.InvariantCulture) : null,
        body));
}

/// <param name="At">When it appears in the queue; null = at once.</param>
internal sealed record QueuedText(string Id, DateTimeOffset? At, string Body);
