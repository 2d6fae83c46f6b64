using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Billing.Adapters.Http;

/// <summary>
/// Calls one outside service through its pipeline (time-out, retry with jitter on proven-transient failures, circuit
/// breaker, concurrency and rate limit) and says what is certain afterwards. Knows no service's vocabulary.
/// </summary>
internal sealed class ServiceCaller
{
    private readonly HttpClient _http;
    private readonly ServiceLimits _limits;
    private readonly TimeProvider _time;
    private readonly Func<HttpReply, ReplyVerdict> _judge;
    private readonly CallGate _gate;
    private readonly ResiliencePipeline<AttemptResult> _pipeline;
    private readonly CircuitBreakerStateProvider _circuit = new();

    public ServiceCaller(HttpClient http, ServiceLimits limits, TimeProvider time, Func<HttpReply, ReplyVerdict> judge)
    {
        _http = http;
        _limits = limits;
        _time = time;
        _judge = judge;
        _gate = new CallGate(limits, time);
        _pipeline = ServicePipeline.Build(limits, time, _circuit);
    }

    /// <summary>Whether calls are refused for now, because too many of the last ones failed.</summary>
    public bool IsCircuitOpen => _circuit.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <param name="create">Makes the request anew for each attempt.</param>
    /// <exception cref="OperationCanceledException">The caller gave up; a write may have been done.</exception>
    public async Task<CallResult> SendAsync(CallKind kind, Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var call = new CallState(kind, create, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ServicePipeline.Call, call);
        try
        {
            var last = await _pipeline.ExecuteAsync(AttemptAsync, context, call);
            return Conclude(call, last);
        }
        catch (BrokenCircuitException open)
        {
            return call.MayHaveBeenDone ? new CallResult.Lost(call.LastCode) : new CallResult.NotDone("circuit_open", open.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            return call.MayHaveBeenDone ? new CallResult.Lost(call.LastCode) : new CallResult.NotDone(call.LastCode, null);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static CallResult Conclude(CallState call, AttemptResult last) => last switch
    {
        AttemptResult.Replied { Verdict: ReplyVerdict.Final } replied => new CallResult.Answered(replied.Reply, call.MayHaveBeenDone),
        _ when call.MayHaveBeenDone => new CallResult.Lost(call.LastCode),
        AttemptResult.TooLarge => new CallResult.TooLarge(),
        AttemptResult.Replied replied => new CallResult.NotDone(call.LastCode, replied.Reply.RetryAfter),
        _ => new CallResult.NotDone(call.LastCode, null),
    };

    private async ValueTask<AttemptResult> AttemptAsync(ResilienceContext context, CallState call)
    {
        using var pass = await _gate.EnterAsync(context.CancellationToken);
        if (pass is null)
        {
            return call.Note(new AttemptResult.NotSent("too_many_waiting"));
        }

        using var timeout = new CancellationTokenSource(_limits.AttemptTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, timeout.Token);
        using var request = call.CreateRequest();
        return call.Note(await ExchangeAsync(call, request, either.Token));
    }

    private async Task<AttemptResult> ExchangeAsync(CallState call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (await ReplyReader.ReadAsync(response, _limits.LargestReply, _time, cancellationToken) is not { } reply)
            {
                return new AttemptResult.TooLarge();
            }

            _gate.Observe(reply);
            return new AttemptResult.Replied(reply, _judge(reply));
        }
        catch (OperationCanceledException) when (!call.Caller.IsCancellationRequested)
        {
            return WithoutAnswer(request, "timeout");
        }
        catch (HttpRequestException failure)
        {
            return WithoutAnswer(request, NameOf(failure));
        }
        catch (IOException)
        {
            return WithoutAnswer(request, "answer_broken_off");
        }
    }

    private static AttemptResult WithoutAnswer(HttpRequestMessage request, string code) =>
        request.Content is JsonPayload { WasBegun: false } ? new AttemptResult.NotSent(code) : new AttemptResult.Lost(code);

    private static string NameOf(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "name_not_resolved",
        HttpRequestError.ConnectionError => "connection_refused",
        HttpRequestError.SecureConnectionError => "tls_failed",
        HttpRequestError.ResponseEnded => "answer_broken_off",
        _ => "connection_lost",
    };
}
