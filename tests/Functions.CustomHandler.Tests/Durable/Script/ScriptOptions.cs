using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>The options of the language's calls as the API's.</summary>
internal static class ScriptOptions
{
    public static TaskOptions? ForActivity(Dictionary<string, object?> named) => named.Count == 0 ? null : new TaskOptions(Retry(named))
    {
        Tags = Tags(named),
        Version = Version(named),
    };

    public static TaskOptions? ForChild(Dictionary<string, object?> named) => named.Count == 0 ? null : new SubOrchestrationOptions(Retry(named))
    {
        InstanceId = (string?)named.GetValueOrDefault("id"),
        Tags = Tags(named),
        Version = Version(named),
    };

    private static TaskVersion? Version(Dictionary<string, object?> named) => named.GetValueOrDefault("version") is string version ? (TaskVersion?)new TaskVersion(version) : null;

    private static Dictionary<string, string>? Tags(Dictionary<string, object?> named) =>
        (named.GetValueOrDefault("tags") as Dictionary<string, object?>)?.ToDictionary(pair => pair.Key, pair => (string)pair.Value!);

    private static TaskRetryOptions? Retry(Dictionary<string, object?> named)
    {
        if (named.GetValueOrDefault("retry") is Dictionary<string, object?> policy)
        {
            return new TaskRetryOptions(Policy(policy));
        }

        return named.GetValueOrDefault("retryHandler") is Dictionary<string, object?> handler ? new TaskRetryOptions(Handler(handler)) : null;
    }

    private static RetryPolicy Policy(Dictionary<string, object?> policy) => new(
        (int)(decimal)policy["max"]!,
        ScriptCalls.Seconds(policy["first"]),
        policy.GetValueOrDefault("backoff") is decimal factor ? (double)factor : 1.0,
        policy.GetValueOrDefault("maxInterval") is { } longest ? ScriptCalls.Seconds(longest) : null,
        policy.GetValueOrDefault("timeout") is { } timeout ? ScriptCalls.Seconds(timeout) : null)
    {
        HandleFailure = policy.GetValueOrDefault("onlyIf") is string type ? failure => failure.ErrorType == type : null,
    };

    private static AsyncRetryHandler Handler(Dictionary<string, object?> handler) => async retry =>
    {
        if (retry.LastAttemptNumber > (decimal)handler["retries"]!)
        {
            return false;
        }

        if (handler.GetValueOrDefault("delay") is { } delay)
        {
            await retry.OrchestrationContext.CreateTimer(ScriptCalls.Seconds(delay), CancellationToken.None);
        }

        return true;
    };
}
