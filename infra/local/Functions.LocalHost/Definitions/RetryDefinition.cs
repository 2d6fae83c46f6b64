namespace Functions.LocalHost.Definitions;

/// <summary>A function's retry policy (functions-custom-handler §5).</summary>
/// <param name="MaxRetryCount">-1 = without end.</param>
/// <param name="MinimumInterval">The first pause; of <c>fixedDelay</c> every pause.</param>
/// <param name="MaximumInterval">The longest pause; of <c>fixedDelay</c> the same as the first.</param>
internal sealed record RetryDefinition(int MaxRetryCount, TimeSpan MinimumInterval, TimeSpan MaximumInterval);
