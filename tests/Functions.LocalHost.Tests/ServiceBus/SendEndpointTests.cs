using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

using Functions.LocalHost.ServiceBus;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.ServiceBus;

/// <summary>What a sender is told when the host stops before the store has answered.</summary>
public sealed class SendEndpointTests
{
    private const string Key = "the key of senders";
    private readonly ManualTimeProvider _time = new();
    private readonly SilentStore _store = new();

    [Fact]
    public async Task Send_HostStopsBeforeTheStoreAnswers_Is503ThatSaysTheOutcomeIsUnknown()
    {
        var queue = await OpenAsync();
        var endpoint = Endpoint(queue);
        var sending = SendAsync(endpoint);
        await _store.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var closing = queue.DisposeAsync();
        await _time.WhenTimerSetAsync(_time.GetUtcNow().AddSeconds(5));
        Assert.False(sending.IsCompleted); // what can still be kept is waited for
        _time.Advance(TimeSpan.FromSeconds(5));

        var (status, body) = await sending.WaitAsync(TimeSpan.FromSeconds(30));
        await closing;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("whether the message was kept is unknown", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AfterTheQueueIsClosed_Is503()
    {
        var queue = await OpenAsync();
        await queue.DisposeAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(Endpoint(queue))).Status);
    }

    private async Task<MessageQueue> OpenAsync()
    {
        var queue = new MessageQueue("q", new QueueJournal("q", _store, TimeSpan.FromMinutes(10), _time, NullLogger.Instance), TimeSpan.FromMinutes(5), _time);
        await queue.RecoverAsync(CancellationToken.None);
        return queue;
    }

    private SendEndpoint Endpoint(MessageQueue queue) =>
        new(new Dictionary<string, MessageQueue> { ["q"] = queue }, new SharedAccessSignature("name", Key), _time);

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(SendEndpoint endpoint)
    {
        var expiry = _time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var resource = Uri.EscapeDataString("http://127.0.0.1:5672/q");
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Post;
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("127.0.0.1", 5672);
        http.Request.Path = "/q/messages";
        http.Request.Body = new MemoryStream("x"u8.ToArray());
        http.Request.Headers.Authorization = $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn=name";
        using var answer = new MemoryStream();
        http.Response.Body = answer;

        await endpoint.HandleAsync(http);

        return ((HttpStatusCode)http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>Takes commits and never answers.</summary>
    private sealed class SilentStore : IJournalStore
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int MaxRowBytes => 1024 * 1024;

        public int MaxCommitRows => 100;

        public async IAsyncEnumerable<JournalRow> ReadAsync(string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }

        public Task CommitAsync(string queue, IReadOnlyList<JournalRow> writes, IReadOnlyList<string> deletes, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }
}
