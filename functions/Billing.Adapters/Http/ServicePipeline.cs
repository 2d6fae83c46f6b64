using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Billing.Adapters.Http;

/// <summary>The Polly pipeline of one service, from the outside in: total time-out, retry, circuit breaker. The gate stands in the attempt itself.</summary>
internal static class ServicePipeline
{
    public static readonly ResiliencePropertyKey<CallState> Call = new("call");

    public static ResiliencePipeline<AttemptResult> Build(ServiceLimits limits, TimeProvider time, CircuitBreakerStateProvider? circuit = null)
    {
        var builder = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = time };
        builder.AddTimeout(limits.CallTimeout);
        if (limits.Retries > 0)
        {
            builder.AddRetry(Retry(limits));
        }

        return builder.AddCircuitBreaker(Breaker(limits, circuit)).Build();
    }

    private static RetryStrategyOptions<AttemptResult> Retry(ServiceLimits limits) => new()
    {
        MaxRetryAttempts = limits.Retries,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Outcome.Result is { } result
            && RetryRules.ShouldRepeat(KindOf(arguments.Context), result, limits.LongestRetryDelay)),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(RetryRules.Delay(
            arguments.AttemptNumber,
            limits.FirstRetryDelay,
            limits.LongestRetryDelay,
            (arguments.Outcome.Result as AttemptResult.Replied)?.Reply.RetryAfter,
            Random.Shared.NextDouble())),
    };

    private static CircuitBreakerStrategyOptions<AttemptResult> Breaker(ServiceLimits limits, CircuitBreakerStateProvider? circuit) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = limits.BreakerThroughput,
        SamplingDuration = limits.BreakerWindow,
        BreakDuration = limits.BreakDuration,
        StateProvider = circuit,

        // "Too many" is no failure of the service: the gate slows down instead.
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is
            AttemptResult.NotSent or AttemptResult.Lost or AttemptResult.Replied { Verdict: ReplyVerdict.Doubtful }),
    };

    private static CallKind KindOf(ResilienceContext context) =>
        context.Properties.TryGetValue(Call, out var call) ? call.Kind : CallKind.Effect;
}
