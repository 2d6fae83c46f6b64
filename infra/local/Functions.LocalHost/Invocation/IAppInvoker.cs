namespace Functions.LocalHost.Invocation;

/// <summary>
/// Calls functions of the app over the custom-handler protocol. Waits for the app to be ready, fills in the further
/// input bindings and <c>Metadata</c>, bounds the call by the time-out and kills the app when it passes,
/// writes the outputs, and never throws for what the app does.
/// </summary>
internal interface IAppInvoker
{
    /// <summary>One attempt. Cancelling gives up the wait for the answer and yields <see cref="InvocationOutcome.HostStopping"/>.</summary>
    /// <exception cref="ArgumentException">The app has no function of that name.</exception>
    Task<InvocationOutcome> InvokeAsync(AppInvocation invocation, CancellationToken cancellationToken);
}

/// <summary>What a trigger hands to its function.</summary>
internal sealed record AppInvocation
{
    /// <summary>The function's name, compared ignoring case.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The value of the trigger binding.</summary>
    public required WireValue TriggerValue { get; init; }

    /// <summary>
    /// The trigger's binding data, in order and in the casing of the wire; null values are left out on the wire.
    /// <c>sys</c> and the properties of a JSON object in a text value are added by the invoker.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, WireValue>> Metadata { get; init; } = [];

    /// <summary>Which attempt this is, where the function's retry policy is applied by the trigger; null without one.</summary>
    public RetryState? Retry { get; init; }
}
