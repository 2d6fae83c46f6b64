using System.Net;
using System.Text;

using Functions.LocalHost.Durable.Client;
using Functions.LocalHost.Storage;

using Google.Protobuf;

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Functions.LocalHost.Durable.Grpc;

/// <summary>The engine's gRPC endpoint on a free port of the loopback interface: HTTP/2 without TLS, messages of any size (durable-protocol §6.3).</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private const int Cancelled = 1;
    private const int DeadlineExceeded = 4;
    private const int Unavailable = 14;
    private readonly WebApplication _app;
    private readonly TaskHubService _service;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationToken _stopping;

    private GrpcServer(WebApplication app, TaskHubService service, TimeProvider time, ILogger log, CancellationToken stopping) =>
        (_app, _service, _time, _log, _stopping) = (app, service, time, log, stopping);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <param name="service">Answers the calls.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <param name="log">Gets faults.</param>
    /// <param name="stopping">Ends the calls that wait.</param>
    public static async Task<GrpcServer> StartAsync(TaskHubService service, TimeProvider time, ILogger log, CancellationToken stopping)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var server = new GrpcServer(builder.Build(), service, time, log, stopping);
        server._app.MapPost("/TaskHubSidecarService/{rpc}", server.HandleAsync);
        server._app.MapFallback(context => FinishAsync(context, (int)HubFault.Unimplemented, $"There is no service at {context.Request.Path}."));
        await server._app.StartAsync(CancellationToken.None);
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Address = new Uri(addresses.Addresses.Single());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context, string rpc)
    {
        var timeout = GrpcDeadline.Parse(context.Request.Headers["grpc-timeout"]);
        using var deadline = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, _time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted, _stopping);
        try
        {
            var answer = await CallAsync(context, rpc, ends.Token);
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(GrpcFrame.Write(answer), ends.Token);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        catch (TaskHubException refused)
        {
            await FinishAsync(context, (int)refused.Fault, refused.Message);
        }
        catch (OperationCanceledException)
        {
            await EndedAsync(context, deadline.IsCancellationRequested);
        }
        catch (Exception failure) when (failure is TableStoreException or HttpRequestException or InvalidDataException)
        {
            DurableLog.Fault(_log, failure, rpc);
            await FinishAsync(context, (int)HubFault.Internal, failure.Message);
        }
    }

    private async Task<IMessage> CallAsync(HttpContext context, string rpc, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        if (GrpcFrame.Read(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } message)
        {
            throw new TaskHubException(HubFault.InvalidArgument, $"The body of {body.Length} bytes is not one uncompressed message in gRPC framing.");
        }

        try
        {
            return await _service.CallAsync(rpc, message, cancellationToken);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new TaskHubException(HubFault.InvalidArgument, $"The message of {rpc} cannot be read: {broken.Message}");
        }
    }

    private Task EndedAsync(HttpContext context, bool late) =>
        late ? FinishAsync(context, DeadlineExceeded, "The deadline of the call has passed.")
        : _stopping.IsCancellationRequested ? FinishAsync(context, Unavailable, "The host stops.")
        : context.RequestAborted.IsCancellationRequested ? Task.CompletedTask
        : FinishAsync(context, Cancelled, "The call was cancelled.");

    // Without a message the status goes into the headers ("trailers-only").
    private static Task FinishAsync(HttpContext context, int status, string message)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers["grpc-message"] = Encode(message);
        }

        return Task.CompletedTask;
    }

    // Percent-encoding of everything but printable ASCII (gRPC over HTTP/2).
    private static string Encode(string message)
    {
        var text = new StringBuilder(message.Length);
        foreach (var value in Encoding.UTF8.GetBytes(message))
        {
            if (value is >= 0x20 and <= 0x7e and not (byte)'%')
            {
                text.Append((char)value);
            }
            else
            {
                text.Append('%').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }
}
