namespace Functions.LocalHost.Definitions;

/// <summary>Reads the section <c>retry</c> of function.json (functions-custom-handler §5).</summary>
internal static class RetryReader
{
    /// <returns>The policy; null when there is none, or it is wrong and the fault is recorded.</returns>
    public static RetryDefinition? Read(JsonMembers retry)
    {
        if (retry.All.Count == 0)
        {
            return null;
        }

        if (retry.Get("maxRetryCount") is null)
        {
            retry.Refuse("maxRetryCount", "a whole number, or -1 for retries without end");
        }

        var count = retry.Integer("maxRetryCount", -1, int.MaxValue);
        switch (retry.Text("strategy"))
        {
            case "fixedDelay":
                var delay = Required(retry, "delayInterval");
                return count is null || delay is null ? null : new RetryDefinition(count.Value, delay.Value, delay.Value);
            case "exponentialBackoff":
                var (minimum, maximum) = (Required(retry, "minimumInterval"), Required(retry, "maximumInterval"));
                if (maximum < minimum)
                {
                    retry.Refuse("maximumInterval", "no less than minimumInterval");
                }

                return count is null || minimum is null || maximum is null ? null : new RetryDefinition(count.Value, minimum.Value, maximum.Value);
            default:
                retry.Refuse("strategy", "\"fixedDelay\" or \"exponentialBackoff\"");
                return null;
        }
    }

    private static TimeSpan? Required(JsonMembers retry, string name)
    {
        if (retry.Get(name) is null)
        {
            retry.Refuse(name, "a time span such as \"00:00:10\"");
        }

        return retry.Span(name);
    }
}
