using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Functions.CustomHandler.Durable.Client;

/// <summary>
/// Unary gRPC calls over HTTP/2 without TLS (durable-protocol §6.3): no gRPC package can be restored, and this is all that is needed.
/// Connections are pooled by address.
/// </summary>
internal sealed class GrpcChannel(TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/grpc");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
    });

    /// <summary>Makes one call.</summary>
    /// <param name="service">Whom to call.</param>
    /// <param name="call">The name of the RPC.</param>
    /// <param name="request">Its request.</param>
    /// <param name="parser">Reads its response.</param>
    /// <param name="deadline">How long the call may take; the server is told, too.</param>
    /// <param name="cancellation">The caller's own wish to stop.</param>
    /// <exception cref="DurableClientException">The call failed; a connection that fails is <see cref="DurableClientStatus.Unavailable"/>.</exception>
    public async Task<T> CallAsync<T>(
        DurableClientBinding service, string call, IMessage request, MessageParser<T> parser, TimeSpan deadline, CancellationToken cancellation)
        where T : IMessage<T>
    {
        using var timeout = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await SendAsync(service, call, request, parser, deadline, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new DurableClientException(DurableClientStatus.DeadlineExceeded, call, $"no answer within {deadline}");
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidProtocolBufferException)
        {
            throw new DurableClientException(DurableClientStatus.Internal, call, fault.Message, fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new DurableClientException(DurableClientStatus.Unavailable, call, $"the engine at {service.Address.Authority} could not be reached or hung up", fault);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(
        DurableClientBinding service, string call, IMessage request, MessageParser<T> parser, TimeSpan deadline, CancellationToken cancellation)
        where T : IMessage<T>
    {
        using var message = Request(service, call, request, deadline);
        using var response = await _http.SendAsync(message, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var answer = response.StatusCode == HttpStatusCode.OK ? await GrpcFrame.ReadAsync(body, cancellation) : null;
        var status = GrpcStatus.Of(response);
        if (!status.IsSuccess)
        {
            throw new DurableClientException(status.Status, call, status.Message);
        }

        return parser.ParseFrom(answer ?? throw new InvalidDataException("the answer holds no message"));
    }

    private static HttpRequestMessage Request(DurableClientBinding service, string call, IMessage request, TimeSpan deadline)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address, $"/TaskHubSidecarService/{call}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcFrame.Write(request)) { Headers = { ContentType = ContentType } },
        };
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        message.Headers.Add("grpc-timeout", Timeout(deadline));
        AddIfAny(message, "Durable-TaskHub", service.TaskHub);
        AddIfAny(message, "Durable-ConnectionName", service.Connection);
        return message;
    }

    // At most eight digits and a unit.
    private static string Timeout(TimeSpan deadline) => deadline < TimeSpan.FromMilliseconds(99_999_999)
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(deadline.TotalMilliseconds)}m")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(deadline.TotalSeconds)}S");

    private static void AddIfAny(HttpRequestMessage message, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            message.Headers.Add(name, value);
        }
    }
}
