using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Functions.CustomHandler.Tests.Durable.Client;

/// <summary>An HTTP/2 server in clear text that stands where the engine's gRPC service does; the test answers each call.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<Call, Task> _answer;

    private EngineServer(WebApplication app, Func<Call, Task> answer)
    {
        _app = app;
        _answer = answer;
    }

    public ConcurrentQueue<Call> Calls { get; } = [];

    public string Address => _app.Urls.Single();

    public string Binding => $$"""{"taskHubName":"Hub","connectionName":null,"requiredQueryStringParameters":"code=secret-key","rpcBaseUrl":"{{Address}}"}""";

    public static async Task<EngineServer> StartAsync(Func<Call, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var server = new EngineServer(builder.Build(), answer);
        server._app.MapPost("/TaskHubSidecarService/{rpc}", server.ServeAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context, string rpc)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var call = new Call(rpc, context, body.ToArray());
        Calls.Enqueue(call);
        await _answer(call);
    }

    internal sealed record Call(string Rpc, HttpContext Context, byte[] Frame)
    {
        /// <summary>The request's headers, kept beyond the request.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; } =
            Context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

        public T Request<T>(MessageParser<T> parser)
            where T : IMessage<T>
        {
            Assert.Equal(0, Frame[0]);
            Assert.Equal(Frame.Length - 5, BinaryPrimitives.ReadInt32BigEndian(Frame.AsSpan(1)));
            return parser.ParseFrom(Frame.AsSpan(5));
        }

        public Task ReplyAsync(IMessage message)
        {
            var bytes = message.ToByteArray();
            var frame = new byte[bytes.Length + 5];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
            bytes.CopyTo(frame, 5);
            return ReplyAsync(frame, status: "0");
        }

        public async Task ReplyAsync(byte[] body, string? status)
        {
            Context.Response.ContentType = "application/grpc";
            await Context.Response.Body.WriteAsync(body);
            if (status is not null)
            {
                Context.Response.AppendTrailer("grpc-status", status);
            }
        }

        public async Task FailAsync(int status, string message, bool trailersOnly)
        {
            Context.Response.ContentType = "application/grpc";
            if (trailersOnly)
            {
                Context.Response.Headers["grpc-status"] = $"{status}";
                Context.Response.Headers["grpc-message"] = message;
                return;
            }

            await Context.Response.StartAsync();
            Context.Response.AppendTrailer("grpc-status", $"{status}");
            Context.Response.AppendTrailer("grpc-message", message);
        }
    }
}
