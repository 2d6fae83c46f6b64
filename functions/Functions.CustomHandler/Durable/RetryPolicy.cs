namespace Functions.CustomHandler.Durable;

/// <summary>
/// Repeats a failed call after durable timers with exponential back-off. Delay before attempt n+1 =
/// min(first × coefficient^(n-1), longest); durable-protocol §8.11.
/// </summary>
public sealed class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">Attempts in all, at least 1.</param>
    /// <param name="firstRetryInterval">The delay before the second attempt, more than zero.</param>
    /// <param name="backoffCoefficient">By what the delay grows, at least 1.</param>
    /// <param name="maxRetryInterval">The longest delay; one hour if left out; <see cref="Timeout.InfiniteTimeSpan"/>: none.</param>
    /// <param name="retryTimeout">No attempt begins this long after the first one; none if left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (!(backoffCoefficient >= 1.0))
        {
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "The coefficient must be at least 1.");
        }

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = NotBelowFirst(maxRetryInterval ?? LongestByDefault(firstRetryInterval), nameof(maxRetryInterval));
        RetryTimeout = NotBelowFirst(retryTimeout ?? Timeout.InfiniteTimeSpan, nameof(retryTimeout));
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Says of a failure whether another attempt makes sense; null: always. Must be deterministic.</summary>
    public Func<TaskFailureDetails, bool>? HandleFailure { get; set; }

    private static TimeSpan LongestByDefault(TimeSpan first) => first > TimeSpan.FromHours(1) ? first : TimeSpan.FromHours(1);

    private TimeSpan NotBelowFirst(TimeSpan value, string name) =>
        value == Timeout.InfiniteTimeSpan || value >= FirstRetryInterval
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"The value must not be less than the first retry interval ({FirstRetryInterval}).");
}
