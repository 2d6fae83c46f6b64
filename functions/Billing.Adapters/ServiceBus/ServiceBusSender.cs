using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.ServiceBus;

/// <summary>
/// Sends to queues over the REST interface (<c>POST {namespace}/{queue}/messages</c>, functions-custom-handler §7.4): 201 = durably
/// accepted. What fails for a moment is sent again under the same message id, which the queue's duplicate detection drops if the first one had arrived.
/// Messages that come in while others are on their way share one call (<see cref="SendLane"/>).
/// </summary>
internal sealed partial class ServiceBusSender : IMessageSender, IDisposable
{
    public const int MaxTries = 3;
    public const int MaxMessageIdLength = 128;
    public const int MaxBodyBytes = 256 * 1024;

    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ServiceBusConnection _connection;
    private readonly ServiceBusTokens _tokens;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly ConcurrentDictionary<string, SendLane> _lanes = new(StringComparer.Ordinal);

    public ServiceBusSender(ServiceBusConnection connection, TimeProvider time)
    {
        _connection = connection;
        _tokens = new ServiceBusTokens(connection, time);
        _time = time;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = connection.Endpoint.Scheme == Uri.UriSchemeHttps, // the emulator is on this machine
            MaxConnectionsPerServer = 256,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    public Task SendAsync(string queue, string messageId, string body, CancellationToken cancellationToken) =>
        SendAsync(queue, messageId, body, null, cancellationToken);

    /// <param name="queue">The queue.</param>
    /// <param name="messageId">The id that the queue tells duplicates by.</param>
    /// <param name="body">JSON.</param>
    /// <param name="enqueueAt">When the message appears in the queue; null = at once.</param>
    /// <param name="cancellationToken">Gives up waiting; whether the message was sent is then unknown.</param>
    /// <exception cref="MessageNotAcceptedException">Not accepted for certain.</exception>
    public Task SendAsync(string queue, string messageId, string body, DateTimeOffset? enqueueAt, CancellationToken cancellationToken)
    {
        var lane = _lanes.GetOrAdd(queue, name => new SendLane(Address(name), (address, messages) => DeliverAsync(name, address, messages)));
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(messageId.Length, MaxMessageIdLength, nameof(messageId));
        var bytes = Encoding.UTF8.GetBytes(body);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxBodyBytes, nameof(body));
        cancellationToken.ThrowIfCancellationRequested();
        return lane.SendAsync(new OutgoingMessage(messageId, body, bytes.Length, enqueueAt), cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task DeliverAsync(string queue, Uri address, IReadOnlyList<OutgoingMessage> messages)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (failure, retryAfter) = await TryAsync(queue, address, messages);
            if (failure is null)
            {
                return;
            }

            if (!failure.IsTransient || attempt == MaxTries)
            {
                throw failure;
            }

            var pause = retryAfter ?? FirstPause * Math.Pow(4, attempt - 1);
            await Task.Delay(pause < LongestPause ? pause : LongestPause, _time);
        }
    }

    private async Task<(MessageNotAcceptedException? Failure, TimeSpan? RetryAfter)> TryAsync(string queue, Uri address, IReadOnlyList<OutgoingMessage> messages)
    {
        using var late = new CancellationTokenSource(TryTimeout, _time);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = MessageContent.Of(messages) };
            request.Headers.TryAddWithoutValidation("Authorization", await _tokens.GetAsync(queue, late.Token));
            if (messages is [var only])
            {
                request.Headers.TryAddWithoutValidation("BrokerProperties", MessageContent.Properties(only));
            }

            using var response = await _http.SendAsync(request, late.Token);
            return response.StatusCode == HttpStatusCode.Created
                ? (null, null)
                : (new MessageNotAcceptedException(queue, response.StatusCode), response.Headers.RetryAfter?.Delta);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return (new MessageNotAcceptedException(queue, null, failure), null);
        }
    }

    private Uri Address(string queue) => QueueName().IsMatch(queue)
        ? new Uri($"{_connection.Endpoint.GetLeftPart(UriPartial.Authority)}/{queue}/messages")
        : throw new ArgumentException("Not a queue name: 1 to 260 letters, digits, '.', '-', '_' or '/' were expected.", nameof(queue));

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,258}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueName();
}
