using System.Text;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>
/// Calls the app's functions over the custom-handler protocol. Made before the components, which need it; <see cref="Attach"/> then tells it
/// which of them give input values and write outputs.
/// </summary>
internal sealed class AppInvoker : IAppInvoker, IHttpInvoker, IDisposable
{
    /// <summary>Calls that come early wait this many times <c>initializationTimeout</c> (functions-custom-handler §2.2).</summary>
    private const int ReadyTimeouts = 4;

    private const string SystemKey = "sys";
    private readonly AppDefinition _app;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logging;
    private readonly ILogger _log;
    private readonly AppClient _client;
    private readonly AppCall _call;
    private Bindings _bindings = new([]);

    /// <param name="app">The functions that can be called.</param>
    /// <param name="process">Where they are.</param>
    /// <param name="time">Measures time-outs; gives <c>sys.UtcNow</c>.</param>
    /// <param name="logging">Lines of functions go to the category <c>Function.{name}.User</c>.</param>
    /// <param name="maxAnswer">In bytes.</param>
    public AppInvoker(AppDefinition app, IAppProcess process, TimeProvider time, ILoggerFactory logging, int maxAnswer = AppClient.DefaultMaxAnswer)
    {
        (_app, _time, _logging) = (app, time, logging);
        _log = logging.CreateLogger<AppInvoker>();
        var handler = app.Host.CustomHandler;
        _client = new AppClient(followRedirects: !handler.Forwarding, maxAnswer);
        _call = new AppCall(_client, process, time, app.Host.FunctionTimeout, ReadyTimeouts * handler.InitializationTimeout);
    }

    /// <summary>Makes the components' bindings known. Called once, before the first invocation.</summary>
    public void Attach(IEnumerable<IHostComponent> components) => _bindings = new Bindings(components);

    public async Task<InvocationOutcome> InvokeAsync(AppInvocation invocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var function = _app.Find(invocation.FunctionName)
            ?? throw new ArgumentException($"The app has no function '{invocation.FunctionName}'.", nameof(invocation));
        return (await RunAsync(function, invocation.TriggerValue, Metadata(function, invocation), HostHeaders.NewId(), cancellationToken)).Outcome;
    }

    public async Task<HttpRun> InvokeHttpAsync(FunctionDefinition function, HttpTriggerValue request, CancellationToken cancellationToken)
    {
        var invocationId = HostHeaders.NewId();
        var metadata = new BindingData(request.Metadata);
        metadata.Set(metadata.Contains(SystemKey) ? "$" + SystemKey : SystemKey, SystemData(function));
        var (outcome, answer) = await RunAsync(function, request.Value, metadata, invocationId, cancellationToken);
        return outcome is InvocationOutcome.Succeeded ? AnswerCaller(function, outcome, answer!, invocationId) : new HttpRun(outcome, null);
    }

    public void Dispose() => _client.Dispose();

    private BindingData Metadata(FunctionDefinition function, AppInvocation invocation)
    {
        var metadata = new BindingData(invocation.Metadata);
        if (!metadata.Contains(SystemKey))
        {
            metadata.Set(SystemKey, SystemData(function));
        }

        // A blob's content is never looked into, whatever its type (requests-blob: bytes that are JSON add no metadata).
        if (invocation.TriggerValue is WireValue.Text text && !function.Trigger.Is("blobTrigger"))
        {
            metadata.SetPayload(text.Value);
        }

        if (invocation.Retry is { } retry)
        {
            metadata.Set(RetryState.Key, retry.ToWire());
        }

        return metadata;
    }

    private WireValue.Raw SystemData(FunctionDefinition function) => new(
        $"{{\"MethodName\":{JsonTokenWriter.Quote(function.Name)},\"UtcNow\":\"{JsonTokenWriter.Date(_time.GetUtcNow().UtcDateTime)}\",\"RandGuid\":\"{HostHeaders.NewId()}\"}}");

    private async Task<(InvocationOutcome Outcome, DecodedAnswer? Answer)> RunAsync(
        FunctionDefinition function, WireValue trigger, BindingData metadata, Guid invocationId, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var (outcome, answer) = await ExchangeAsync(function, trigger, metadata, invocationId, cancellationToken);
        if (Failure(outcome) is { } failure)
        {
            InvokerLog.Failed(_log, function.Name, invocationId, failure.Type, failure.Message.Split('\n', 2)[0]);
        }
        else
        {
            InvokerLog.Succeeded(_log, function.Name, invocationId, (long)_time.GetElapsedTime(started).TotalMilliseconds);
        }

        return (outcome, answer);
    }

    private async Task<(InvocationOutcome Outcome, DecodedAnswer? Answer)> ExchangeAsync(
        FunctionDefinition function, WireValue trigger, BindingData metadata, Guid invocationId, CancellationToken cancellationToken)
    {
        try
        {
            var body = RequestBody.Encode(_bindings.Data(function, trigger), metadata);
            var (answer, outcome) = await _call.SendAsync(function.Name, invocationId, body, cancellationToken);
            return answer is null ? (outcome!, null) : await ReadAsync(function, answer, cancellationToken);
        }
        catch (EncoderFallbackException broken)
        {
            return (new InvocationOutcome.Failed(new InvocationFailure(typeof(EncoderFallbackException).FullName!, broken.Message)), null);
        }
        catch (InvocationFailedException fault)
        {
            return (new InvocationOutcome.Failed(fault.Failure), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (new InvocationOutcome.HostStopping(), null);
        }
    }

    private async Task<(InvocationOutcome Outcome, DecodedAnswer? Answer)> ReadAsync(
        FunctionDefinition function, AppAnswer answer, CancellationToken cancellationToken)
    {
        switch (AnswerReader.Read(answer))
        {
            case AnswerReading.Failed failed:
                return (answer.IsSuccess
                    ? new InvocationOutcome.Failed(failed.Failure)
                    : new InvocationOutcome.Failed(failed.Failure, answer.Status, answer.Reason), null);
            case AnswerReading.Read read:
                WriteLogs(function, read.Envelope);
                var decoded = OutputDecoder.Decode(function, read.Envelope);
                ReportMistakes(function, read.Envelope, decoded);
                await _bindings.WriteAsync(decoded, cancellationToken);
                return (new InvocationOutcome.Succeeded(read.Envelope.ReturnValue), decoded);
            default:
                return (new InvocationOutcome.Failed(Empty(function, answer)), null);
        }
    }

    // The real host says nothing and hangs. Waiting for its time-out helps nobody, so the mistake is named at once.
    private InvocationFailure Empty(FunctionDefinition function, AppAnswer answer)
    {
        var timeout = _app.Host.FunctionTimeout is { } limit ? $"until functionTimeout ({limit:c}) and then kill the app" : "for ever";
        return new InvocationFailure(
            FailureTypes.Timeout,
            $"[{AppMistakes.Empty}] Function '{function.Name}' answered {answer.Status} without a JSON object: the real host would wait {timeout}. Answer at least {{}}.");
    }

    private void WriteLogs(FunctionDefinition function, Envelope envelope)
    {
        var log = _logging.CreateLogger($"Function.{function.Name}.User");
        foreach (var line in envelope.Logs)
        {
            InvokerLog.UserLine(log, line ?? "[null]");
        }
    }

    private void ReportMistakes(FunctionDefinition function, Envelope envelope, DecodedAnswer decoded)
    {
        foreach (var mistake in AppMistakes.Find(envelope, decoded))
        {
            InvokerLog.Mistake(_log, function.Name, mistake.Code, mistake.Message);
        }
    }

    private HttpRun AnswerCaller(FunctionDefinition function, InvocationOutcome outcome, DecodedAnswer answer, Guid invocationId)
    {
        try
        {
            var given = answer.Given.FirstOrDefault(each => each.Binding.Is("http"));
            return new HttpRun(outcome, given is null
                ? HttpAnswerBuilder.FromReturn((answer.ReturnValue as OutputValue.Json)?.Value)
                : HttpAnswerBuilder.Build(given.Value));
        }
        catch (InvocationFailedException fault)
        {
            InvokerLog.Failed(_log, function.Name, invocationId, fault.Failure.Type, fault.Failure.Message);
            return new HttpRun(outcome, null);
        }
    }

    private static InvocationFailure? Failure(InvocationOutcome outcome) => outcome switch
    {
        InvocationOutcome.Failed failed => failed.Failure,
        InvocationOutcome.AppLost lost => lost.Failure,
        InvocationOutcome.TimedOut late => late.Failure,
        _ => null,
    };
}
