using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;
using Functions.LocalHost.ServiceBus;
using Functions.LocalHost.Settings;

using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.ServiceBus;

/// <summary>The whole stand-in: sent to over real HTTP, kept in the real table service, delivered to a scripted app.</summary>
public sealed class ServiceBusComponentTests : IAsyncLifetime
{
    private readonly string _queue = AzuriteFixture.UniqueName("items");
    private readonly ScriptedInvoker _invoker = new();
    private readonly ScriptedProcess _process = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _http = new();
    private ServiceBusComponent _bus = null!;
    private Dictionary<string, string> _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _bus = await CreateAsync(Function("OnItem", _queue), Function("OnDead", _queue + ServiceBusComponent.DeadLetterSuffix));
        var settings = await _bus.PrepareAsync(CancellationToken.None);
        _connection = Assert.Single(settings, setting => setting.Key == "Bus").Value.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        _http.BaseAddress = new Uri(_connection["Endpoint"].Replace("sb://", "http://", StringComparison.Ordinal));
        await _bus.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _bus.StopAsync(CancellationToken.None);
        _stopping.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Send_Message_IsDeliveredWithItsMetadata()
    {
        using var answer = await SendAsync("""{"id":7}""", """{"MessageId":"m-1","Label":"L"}""", ("kind", "\"a\""), ("count", "5"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var call = await _invoker.NextAsync("OnItem");
        Assert.Equal("""{"id":7}""", ((WireValue.Text)call.TriggerValue).Value);
        Assert.Equal("m-1", ((WireValue.Text)Value(call, "MessageId")).Value);
        Assert.Equal(1, ((WireValue.Integer)Value(call, "DeliveryCount")).Value);
        Assert.Equal("""{"kind":"a","count":5}""", ((WireValue.Raw)Value(call, "ApplicationProperties")).Json);
        await Eventually.TrueAsync(() => _bus.Queues[_queue].Count == 0, "the message is completed");
    }

    [Fact]
    public void Metadata_KeysAndKinds_AreThoseOfTheRecordedHost()
    {
        using var recorded = JsonDocument.Parse(File.ReadAllBytes(Fixtures.File("functions-host", "requests-servicebus.json")));
        var expected = recorded.RootElement.EnumerateArray().First(entry => entry.GetProperty("name").GetString() == "sb-text").GetProperty("metadata").EnumerateArray()
            .Select(entry => entry.GetProperty("key").GetString()!).Where(key => key != "sys");
        var message = new BusMessage { MessageId = "m", Body = "x"u8.ToArray(), EnqueuedAt = default, ExpiresAt = default };
        var delivery = new Delivery(new QueuedMessage(5, message, new JournalSegment("m", default)), 1, 2, TimeProvider.System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));

        Assert.Equal(expected, TriggerMessage.For(Function("OnItem", "q"), delivery).Metadata.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData(typeof(InvocationOutcome.Failed))]
    [InlineData(typeof(InvocationOutcome.AppLost))]
    [InlineData(typeof(InvocationOutcome.TimedOut))]
    public async Task Failure_IsDeliveredUpToTheMaximumAndThenDeadLettered(Type outcome)
    {
        var failure = new InvocationFailure("T", "M");
        _invoker.Answer["OnItem"] = outcome == typeof(InvocationOutcome.Failed) ? new InvocationOutcome.Failed(failure)
            : outcome == typeof(InvocationOutcome.AppLost) ? new InvocationOutcome.AppLost(failure)
            : new InvocationOutcome.TimedOut(failure);

        using var answer = await SendAsync("x", """{"MessageId":"poison"}""");

        for (var count = 1; count <= 3; count++)
        {
            Assert.Equal(count, ((WireValue.Integer)Value(await _invoker.NextAsync("OnItem"), "DeliveryCount")).Value);
        }

        var dead = await _invoker.NextAsync("OnDead");
        Assert.Equal("poison", ((WireValue.Text)Value(dead, "MessageId")).Value);
        Assert.Equal(_queue, ((WireValue.Text)Value(dead, "DeadLetterSource")).Value);
        var properties = ((WireValue.Raw)Value(dead, "ApplicationProperties")).Json;
        Assert.Contains("\"DeadLetterReason\":\"MaxDeliveryCountExceeded\"", properties, StringComparison.Ordinal);
        Assert.Contains("after 3 delivery attempts", properties, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => _bus.Queues.Values.All(queue => queue.Count == 0), "nothing is left in either queue");
    }

    [Fact]
    public async Task AppLost_WhileNoAppAnswers_IsNotDeliveredAgain()
    {
        _process.Ready = new TaskCompletionSource<Uri>();
        _invoker.Answer["OnItem"] = new InvocationOutcome.AppLost(new InvocationFailure("T", "connection refused"));
        using var answer = await SendAsync("x", """{"MessageId":"m"}""");
        await _invoker.NextAsync("OnItem");
        using var second = await SendAsync("x", """{"MessageId":"m-2"}""");
        await _invoker.NextAsync("OnItem"); // others are tried once each

        Assert.Equal(2, _bus.Queues[_queue].Count);
        Assert.Equal(0, _invoker.Waiting("OnItem"));
        _invoker.Answer.Clear();
        _process.Ready.SetResult(new Uri("http://127.0.0.1:1/"));

        Assert.Equal(2, ((WireValue.Integer)Value(await _invoker.NextAsync("OnItem"), "DeliveryCount")).Value);
        await Eventually.TrueAsync(() => _bus.Queues[_queue].Count == 0, "both are completed");
        Assert.Equal(0, _bus.Queues[_queue + ServiceBusComponent.DeadLetterSuffix].Count);
    }

    [Fact]
    public async Task Fault_OfTheHostItself_CostsOneDeliveryAndNoPump()
    {
        _invoker.Faults = 2;
        using var answer = await SendAsync("x", """{"MessageId":"m"}""");

        for (var count = 1; count <= 3; count++)
        {
            Assert.Equal(count, ((WireValue.Integer)Value(await _invoker.NextAsync("OnItem"), "DeliveryCount")).Value);
        }

        await Eventually.TrueAsync(() => _bus.Queues[_queue].Count == 0, "the message is completed");
        await _stopping.CancelAsync();
        await _bus.StopAsync(CancellationToken.None); // a pump that had ended by the fault would throw it here
    }

    [Fact]
    public async Task Stop_WhileALostAppIsWaitedFor_CountsTheDelivery()
    {
        _process.Ready = new TaskCompletionSource<Uri>();
        _invoker.Answer["OnItem"] = new InvocationOutcome.AppLost(new InvocationFailure("T", "connection refused"));
        using var answer = await SendAsync("x", """{"MessageId":"m"}""");
        await _invoker.NextAsync("OnItem");

        await _stopping.CancelAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        Assert.Equal(2, (await _bus.Queues[_queue].ReceiveAsync(late.Token)).DeliveryCount);
    }

    [Fact]
    public async Task Concurrency_NeverMoreThanHostJsonSays()
    {
        _invoker.Hold = true;
        foreach (var n in Enumerable.Range(0, 10))
        {
            using var answer = await SendAsync("x", $$"""{"MessageId":"c-{{n}}"}""");
        }

        await Eventually.TrueAsync(() => _invoker.Running == 4, "as many run as may");
        Assert.Equal(4, _invoker.Running);
        _invoker.Hold = false;
        await Eventually.TrueAsync(() => _bus.Queues[_queue].Count == 0, "the others follow");
        Assert.Equal(4, _invoker.MostRunning);
    }

    [Theory]
    [InlineData("not json", "not JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"SessionId":"s"}""", "no sessions")]
    [InlineData("""{"MessageId":5}""", "MessageId is a text")]
    [InlineData("""{"ScheduledEnqueueTimeUtc":"soon"}""", "is not a date")]
    [InlineData("""{"TimeToLive":-1}""", "above 0")]
    [InlineData("""{"MessageId":"\ud800"}""", "not JSON")]
    public async Task Send_BadBrokerProperties_Is400ThatSaysWhat(string header, string message)
    {
        using var answer = await SendAsync("x", header);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Batch_DeliversEachMessageWithItsOwnProperties()
    {
        using var request = Request(_queue, """[{"Body":"a","BrokerProperties":{"MessageId":"b-1","ContentType":"text/x"},"UserProperties":{"k":1}},{"Body":"あ","BrokerProperties":{"MessageId":"b-2"}}]""", "{}");
        request.Content!.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(SendEndpoint.BatchType);
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        AppInvocation[] calls = [await _invoker.NextAsync("OnItem"), await _invoker.NextAsync("OnItem")];
        var first = calls.Single(call => ((WireValue.Text)Value(call, "MessageId")).Value == "b-1");
        Assert.Equal(("a", "text/x", """{"k":1}"""), (((WireValue.Text)first.TriggerValue).Value, ((WireValue.Text)Value(first, "ContentType")).Value, ((WireValue.Raw)Value(first, "ApplicationProperties")).Json));
        Assert.Contains(calls, call => ((WireValue.Text)call.TriggerValue).Value == "あ");
    }

    [Theory]
    [InlineData("{}", "JSON array")]
    [InlineData("[]", "at least one")]
    [InlineData("[", "not JSON")]
    [InlineData("""[{"Body":"\ud800"}]""", "not JSON")]
    [InlineData("""[{"Body":"a"},{"Body":5}]""", "Message 1 of the batch")]
    public async Task Send_MalformedBatch_Is400AndKeepsNothing(string body, string message)
    {
        using var request = Request(_queue, body, "{}");
        request.Content!.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(SendEndpoint.BatchType);
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, _bus.Queues[_queue].Count);
    }

    [Fact]
    public async Task Send_ScheduledAtTheEndOfTime_IsKept()
    {
        using var answer = await SendAsync("x", """{"ScheduledEnqueueTimeUtc":"9999-12-31T23:59:59Z"}""");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(1, _bus.Queues[_queue].Count);
    }

    [Fact]
    public async Task Send_MessageIdTooLong_Is400()
    {
        using var answer = await SendAsync("x", $$"""{"MessageId":"{{new string('a', 129)}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Send_AboveTheLimit_Is413()
    {
        using var answer = await SendAsync(new string('x', SendEndpoint.MaxMessageBytes + 1), """{"MessageId":"m"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Send_UnknownQueue_Is404()
    {
        using var request = Request("nowhere", "x", "{}");
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Send_WithAHostThatIsNone_Is400()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_http.BaseAddress!.Host, _http.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /{_queue}/messages HTTP/1.1\r\nHost: x:99999\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var answer = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 400", await answer.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "MissingToken")]
    [InlineData("Bearer x", "MissingToken")]
    [InlineData("SharedAccessSignature sr=x", "MalformedToken")]
    [InlineData("wrong key", "InvalidSignature")]
    [InlineData("expired", "ExpiredToken")]
    [InlineData("other queue", "InvalidAudience")]
    public async Task Send_WithoutAGoodToken_Is401(string? authorization, string code)
    {
        using var request = Request(_queue, "x", "{}");
        request.Headers.Remove("Authorization");
        var token = authorization switch
        {
            "wrong key" => Token(_queue, "someone else's", TimeSpan.FromMinutes(5)),
            "expired" => Token(_queue, _connection["SharedAccessKey"], TimeSpan.FromMinutes(-1)),
            "other queue" => Token(_queue + "x", _connection["SharedAccessKey"], TimeSpan.FromMinutes(5)),
            _ => authorization,
        };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_UnknownQueue_FailsAndNamesIt()
    {
        var binding = new BindingDefinition("serviceBus", "out", true, Properties(("queueName", "nowhere")));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _bus.WriteAsync(binding, ["x"u8.ToArray()], CancellationToken.None));
        Assert.Contains("'nowhere'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_Bodies_AreDeliveredEach()
    {
        await _bus.WriteAsync(new BindingDefinition("serviceBus", "out", true, Properties(("queueName", _queue))), ["a"u8.ToArray(), "a"u8.ToArray()], CancellationToken.None);

        Assert.Equal("a", ((WireValue.Text)(await _invoker.NextAsync("OnItem")).TriggerValue).Value);
        Assert.Equal("a", ((WireValue.Text)(await _invoker.NextAsync("OnItem")).TriggerValue).Value);
    }

    [Theory]
    [InlineData("topicName", "t", "found no queueName")]
    [InlineData("isSessionsEnabled", true, "found isSessionsEnabled true")]
    [InlineData("cardinality", "many", "found cardinality many")]
    public async Task Prepare_TriggerThatIsNotProvidedHere_IsAFaultOfTheStartThatNamesTheFunction(string property, object value, string expected)
    {
        var properties = Properties(("connection", "Bus"));
        properties[property] = JsonSerializer.SerializeToElement(value);
        if (property != "topicName")
        {
            properties["queueName"] = JsonSerializer.SerializeToElement(_queue);
        }

        var trigger = new BindingDefinition("serviceBusTrigger", "message", false, properties);
        var bus = await CreateAsync(new FunctionDefinition("OnOther", trigger, [trigger]));

        var fault = await Assert.ThrowsAsync<StartFaultException>(() => bus.PrepareAsync(CancellationToken.None));
        Assert.StartsWith("OnOther: " + expected, Assert.Single(fault.Faults), StringComparison.Ordinal);
    }

    private async Task<ServiceBusComponent> CreateAsync(params FunctionDefinition[] functions)
    {
        var azurite = await AzuriteFixture.StartAsync();
        return new ServiceBusComponent(new HostContext
        {
            App = new AppDefinition("/app", Host(), functions),
            ServiceBus = new ServiceBusOptions { MaxDeliveryCount = 3 },
            Settings = new Dictionary<string, string>(),
            Storage = new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table),
            Invoker = _invoker,
            Process = _process,
            Time = TimeProvider.System,
            Logging = NullLoggerFactory.Instance,
            HostUrl = new Uri("http://127.0.0.1:7071"),
            TestHooks = false,
            Stopping = _stopping.Token,
        });
    }

    private static WireValue Value(AppInvocation call, string key) => call.Metadata.Single(entry => entry.Key == key).Value;

    private static HostJson Host() => new()
    {
        CustomHandler = new CustomHandlerOptions { ExecutablePath = "app" },
        Extensions = new Dictionary<string, JsonElement> { ["serviceBus"] = JsonDocument.Parse("""{"maxConcurrentCalls":4}""").RootElement },
    };

    private static FunctionDefinition Function(string name, string queue)
    {
        var trigger = new BindingDefinition("serviceBusTrigger", "message", false, Properties(("queueName", queue), ("connection", "Bus")));
        return new FunctionDefinition(name, trigger, [trigger]);
    }

    private static Dictionary<string, JsonElement> Properties(params (string Name, string Value)[] values) =>
        values.ToDictionary(each => each.Name, each => JsonSerializer.SerializeToElement(each.Value), StringComparer.OrdinalIgnoreCase);

    private async Task<HttpResponseMessage> SendAsync(string body, string brokerProperties, params (string Name, string Value)[] headers)
    {
        using var request = Request(_queue, body, brokerProperties);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request);
    }

    private HttpRequestMessage Request(string queue, string body, string brokerProperties)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{queue}/messages") { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("BrokerProperties", brokerProperties);
        request.Headers.TryAddWithoutValidation("Authorization", Token(queue, _connection["SharedAccessKey"], TimeSpan.FromMinutes(5)));
        return request;
    }

    private string Token(string queue, string key, TimeSpan life)
    {
        var resource = Uri.EscapeDataString($"{_http.BaseAddress}{queue}");
        var expiry = DateTimeOffset.UtcNow.Add(life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={_connection["SharedAccessKeyName"]}";
    }

    private sealed class ScriptedInvoker : IAppInvoker
    {
        private readonly ConcurrentDictionary<string, ConcurrentQueue<AppInvocation>> _calls = new();
        private int _running;
        private int _most;

        public Dictionary<string, InvocationOutcome> Answer { get; } = [];

        public bool Hold { get; set; }

        /// <summary>So many calls end in an exception: a fault of the host's own.</summary>
        public int Faults;

        public int Running => Volatile.Read(ref _running);

        public int MostRunning => Volatile.Read(ref _most);

        public async Task<InvocationOutcome> InvokeAsync(AppInvocation invocation, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref _running);
            InterlockedMax(ref _most, now);
            _calls.GetOrAdd(invocation.FunctionName, _ => new()).Enqueue(invocation);
            await Eventually.TrueAsync(() => !Hold, "the call is let go");
            Interlocked.Decrement(ref _running);
            if (Interlocked.Decrement(ref Faults) >= 0)
            {
                throw new InvalidDataException("a fault of the host's own");
            }

            return Answer.GetValueOrDefault(invocation.FunctionName) ?? new InvocationOutcome.Succeeded((JsonToken?)null);
        }

        public int Waiting(string function) => _calls.GetOrAdd(function, _ => new()).Count;

        public async Task<AppInvocation> NextAsync(string function)
        {
            AppInvocation? call = null;
            await Eventually.TrueAsync(() => _calls.GetOrAdd(function, _ => new()).TryDequeue(out call), $"{function} is called");
            return call!;
        }

        private static void InterlockedMax(ref int target, int value)
        {
            for (var seen = target; value > seen; seen = target)
            {
                Interlocked.CompareExchange(ref target, value, seen);
            }
        }
    }

    private sealed class ScriptedProcess : IAppProcess
    {
        public event Action<AppCrash>? AppCrashed
        {
            add { }
            remove { }
        }

        public TaskCompletionSource<Uri> Ready { get; set; } = Answering();

        public int? ProcessId => 1;

        public static TaskCompletionSource<Uri> Answering()
        {
            var ready = new TaskCompletionSource<Uri>();
            ready.SetResult(new Uri("http://127.0.0.1:1/"));
            return ready;
        }

        public Task<Uri> WhenReadyAsync(CancellationToken cancellationToken) => Ready.Task.WaitAsync(cancellationToken);

        public void Kill(string reason) => throw new InvalidOperationException(reason);
    }
}
