using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

using Billing.Adapters.ServiceBus;
using Billing.Adapters.Tests.Storage;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Billing.Adapters.Tests.ServiceBus;

public sealed class ServiceBusSenderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Send_Message_ArrivesWithItsIdBodyAndSignature()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();

        await sender.SendAsync("app-events", "id-\"1\" 取引", "{\"id\":\"取引\"}", None);

        var message = Assert.Single(queue.Received);
        Assert.Equal(("POST", "/app-events/messages", "{\"id\":\"取引\"}"), (message.Method, message.Target, message.Body));
        Assert.Equal("id-\"1\" 取引", message.Properties.GetProperty("MessageId").GetString());
        Assert.Single(message.Properties.EnumerateObject());
        Assert.StartsWith("SharedAccessSignature sr=http%3A%2F%2F127.0.0.1%3A", message.Authorization, StringComparison.Ordinal);
        Assert.StartsWith("application/json", message.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Scheduled_SaysWhen()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();

        await sender.SendAsync("app-events", "1", "{}", new DateTimeOffset(2026, 11, 25, 9, 0, 1, TimeSpan.FromHours(9)), None);

        Assert.Equal(
            "Wed, 25 Nov 2026 00:00:01 GMT",
            Assert.Single(queue.Received).Properties.GetProperty("ScheduledEnqueueTimeUtc").GetString());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(0)]
    public async Task Send_FailsForAMoment_IsSentAgainUnderTheSameId(int status)
    {
        await using var queue = await Queue.StartAsync(status, status);
        using var sender = queue.Sender();

        await sender.SendAsync("app-events", "same", "{}", None);

        Assert.Equal(["same", "same", "same"], queue.Received.Select(message => message.Properties.GetProperty("MessageId").GetString()));
    }

    [Fact]
    public async Task Send_FailsEveryTime_ThrowsAndHasStoppedTrying()
    {
        await using var queue = await Queue.StartAsync([.. Enumerable.Repeat(500, 10)]);
        using var sender = queue.Sender();

        var failure = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => sender.SendAsync("app-events", "1", "{}", None));

        Assert.IsAssignableFrom<IOException>(failure); // what the port promises
        Assert.Equal((HttpStatusCode.InternalServerError, true), (failure.Status, failure.IsTransient));
        Assert.Equal(ServiceBusSender.MaxTries, queue.Received.Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(200)]
    public async Task Send_RefusedForGood_IsNotSentAgain(int status)
    {
        await using var queue = await Queue.StartAsync(status);
        using var sender = queue.Sender();

        var failure = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => sender.SendAsync("app-events", "1", "{\"a\":1}", None));

        Assert.False(failure.IsTransient);
        Assert.Single(queue.Received);
        Assert.DoesNotContain("SharedAccess", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_ThrowsTheTransientFailure()
    {
        var queue = await Queue.StartAsync();
        using var sender = queue.Sender();
        await queue.DisposeAsync();

        var failure = await Assert.ThrowsAsync<MessageNotAcceptedException>(() => sender.SendAsync("app-events", "1", "{}", None));

        Assert.Equal((null, true), (failure.Status, failure.IsTransient));
    }

    [Fact]
    public async Task Send_AtOnceToOneQueue_SignsOnceAndReusesConnections()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();
        await sender.SendAsync("app-events", "first", "{}", None);

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(index => sender.SendAsync("app-events", $"{round}-{index}", "{}", None)));
        }

        Assert.Equal(41, queue.Received.Select(message => message.Properties.GetProperty("MessageId").GetString()).Distinct().Count());
        Assert.Single(queue.Received.Select(message => message.Authorization).Distinct());
        Assert.InRange(queue.Received.Select(message => message.Connection).Distinct().Count(), 1, 9);
    }

    [Fact]
    public async Task Send_ManyAtOnce_ShareCallsAndEachArrivesOnceAsItWasSent()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => sender.SendAsync("app-events", $"m-{n}", $$"""{"n":{{n}},"t":"取引"}""", None)));

        Assert.Equal(500, queue.Received.Count);
        Assert.All(queue.Received, message => Assert.Equal(
            message.Properties.GetProperty("MessageId").GetString(), $"m-{JsonDocument.Parse(message.Body).RootElement.GetProperty("n").GetInt32()}"));
        Assert.All(queue.Received.Where(message => message.ContentType!.Contains("servicebus", StringComparison.Ordinal)), message =>
            Assert.Equal("application/json; charset=utf-8", message.Properties.GetProperty("ContentType").GetString()));
        Assert.InRange(queue.Calls, 1, 100);
    }

    [Fact]
    public async Task Send_SharedCallIsRefusedForGood_EachIsTriedByItself()
    {
        await using var queue = await Queue.StartAsync();
        queue.RefusesBatches = true;
        using var sender = queue.Sender();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => sender.SendAsync("app-events", $"m-{n}", "{}", None)));

        Assert.True(queue.RefusedBatches > 0, "some shared a call");
        Assert.Equal(20, queue.Received.Select(message => message.Properties.GetProperty("MessageId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Send_CallerGivesUp_TheOthersOfTheCallAreSent()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();
        using var gone = new CancellationTokenSource();
        var all = Enumerable.Range(0, 50).Select(n => sender.SendAsync("app-events", $"m-{n}", "{}", n == 25 ? gone.Token : None)).ToList();

        await gone.CancelAsync();
        await Task.WhenAll(all.Where((_, n) => n != 25));

        Assert.True(queue.Received.Select(message => message.Properties.GetProperty("MessageId").GetString()).Distinct().Count() >= 49);
    }

    [Fact]
    public async Task Send_NearTheEndOfTheSignature_SignsAnew()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();

        await sender.SendAsync("app-events", "1", "{}", None);
        queue.Time.Advance(TimeSpan.FromMinutes(56));
        await sender.SendAsync("app-events", "2", "{}", None);

        Assert.Equal(2, queue.Received.Select(message => message.Authorization).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../other")]
    [InlineData("a b")]
    [InlineData("a?b")]
    [InlineData("app-events/messages#")]
    public async Task Send_BadQueueName_IsRefused(string name)
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();

        await Assert.ThrowsAsync<ArgumentException>(() => sender.SendAsync(name, "1", "{}", None));
        Assert.Empty(queue.Received);
    }

    [Fact]
    public async Task Send_TooLarge_IsRefusedBeforeSending()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => sender.SendAsync("app-events", "1", new string('x', ServiceBusSender.MaxBodyBytes + 1), None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => sender.SendAsync("app-events", new string('x', ServiceBusSender.MaxMessageIdLength + 1), "{}", None));
        Assert.Empty(queue.Received);
    }

    [Fact]
    public async Task Send_Cancelled_IsCancelledAndNotTakenForAFailure()
    {
        await using var queue = await Queue.StartAsync();
        using var sender = queue.Sender();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync("app-events", "1", "{}", cancelled.Token));
    }

    [Fact]
    public async Task Send_ByIdentity_CarriesTheBearerTokenAndKeepsIt()
    {
        await using var queue = await Queue.StartAsync();
        var credential = new FixedCredential("token-1", queue.Time.GetUtcNow().AddHours(1));
        using var sender = new ServiceBusSender(new ServiceBusConnection { Endpoint = queue.Address, Credential = credential }, queue.Time);

        await sender.SendAsync("app-events", "1", "{}", None);
        await sender.SendAsync("app-events", "2", "{}", None);

        Assert.All(queue.Received, message => Assert.Equal("Bearer token-1", message.Authorization));
        Assert.Equal([ServiceBusConnection.Scope], credential.Asked);
    }

    private sealed record Message(string Method, string Target, string Authorization, string? ContentType, JsonElement Properties, string Body, string Connection);

    /// <summary>Answers 201, after the given statuses; 0 cuts the connection.</summary>
    private sealed class Queue : IAsyncDisposable
    {
        private readonly ConcurrentQueue<int> _statuses;
        private LocalServer? _server;
        private int _calls;

        private Queue(int[] statuses) => _statuses = new ConcurrentQueue<int>(statuses);

        public FixedTime Time { get; } = FixedTime.AtNoon();

        public ConcurrentQueue<Message> Received { get; } = [];

        public Uri Address => _server!.Address;

        public int Calls => Volatile.Read(ref _calls);

        public bool RefusesBatches { get; set; }

        public int RefusedBatches { get; private set; }

        public static async Task<Queue> StartAsync(params int[] statuses)
        {
            var queue = new Queue(statuses);
            queue._server = await LocalServer.StartAsync(queue.TakeAsync);
            return queue;
        }

        public ServiceBusSender Sender() => new(new ServiceBusConnection { Endpoint = Address, KeyName = "app", Key = "secret" }, Time);

        public ValueTask DisposeAsync() => _server!.DisposeAsync();

        private async Task TakeAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            Interlocked.Increment(ref _calls);
            if (context.Request.ContentType == "application/vnd.microsoft.servicebus.json")
            {
                if (RefusesBatches)
                {
                    RefusedBatches++;
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }

                foreach (var each in JsonDocument.Parse(body).RootElement.EnumerateArray())
                {
                    Keep(context, each.GetProperty("BrokerProperties"), each.GetProperty("Body").GetString()!);
                }
            }
            else
            {
                Keep(context, JsonDocument.Parse(context.Request.Headers["BrokerProperties"].ToString()).RootElement, body);
            }

            var status = _statuses.TryDequeue(out var next) ? next : StatusCodes.Status201Created;
            if (status == 0)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = status;
        }

        private void Keep(HttpContext context, JsonElement properties, string body) => Received.Enqueue(new Message(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.Authorization.ToString(),
            context.Request.ContentType,
            properties,
            body,
            context.Connection.Id));
    }
}
