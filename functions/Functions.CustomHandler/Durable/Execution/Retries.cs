using System.Text.Json;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>Repeats failed calls inside the orchestrator, by durable timers (durable-protocol §8.11).</summary>
internal static class Retries
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);

    public static async Task<T> ByPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (fault is TaskFailedException or JsonException)
            {
                if (NextDelay(policy, attempt, context.CurrentUtcDateTime - firstAttempt, Failures.Of(fault)) is not { } delay)
                {
                    throw;
                }

                // The official SDK waits on one more timer, due at once, after the last attempt: its id is part of every history.
                var isLast = attempt + 1 >= policy.MaxNumberOfAttempts;
                await context.CreateTimer(isLast ? TimeSpan.Zero : delay, CancellationToken.None);
                if (isLast)
                {
                    throw;
                }
            }
        }
    }

    public static async Task<T> ByHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException fault) when (!fault.FailureDetails.IsNonRetriable)
            {
                var elapsed = context.CurrentUtcDateTime - firstAttempt;
                if (!await handler(new RetryContext(context, failures, fault.FailureDetails, elapsed, CancellationToken.None)))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Null: no other attempt makes sense.</summary>
    private static TimeSpan? NextDelay(RetryPolicy policy, int attempt, TimeSpan sinceFirst, TaskFailureDetails failure)
    {
        if (failure.IsNonRetriable || policy.HandleFailure?.Invoke(failure) == false)
        {
            return null;
        }

        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && sinceFirst >= policy.RetryTimeout)
        {
            return null;
        }

        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan || policy.MaxRetryInterval > LongestDelay ? LongestDelay : policy.MaxRetryInterval;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
