using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>What became of one invocation.</summary>
internal abstract record InvocationOutcome
{
    private InvocationOutcome()
    {
    }

    /// <summary>The function ran and its outputs are written.</summary>
    /// <param name="ReturnValue">
    /// What a trigger's return binder gets: as the host's JSON reader leaves it (ISO dates are dates, decimals doubles);
    /// null when missing or null. <see cref="JsonToken.ToJson"/> gives the text that Durable stores.
    /// </param>
    internal sealed record Succeeded(JsonToken? ReturnValue) : InvocationOutcome;

    /// <summary>The app answered, and the answer is a failure: not 2xx, not readable, or an output that cannot be written.</summary>
    /// <param name="Failure">As the real host words it.</param>
    /// <param name="StatusCode">Of a non-2xx answer.</param>
    /// <param name="ReasonPhrase">Of a non-2xx answer.</param>
    internal sealed record Failed(InvocationFailure Failure, int? StatusCode = null, string? ReasonPhrase = null) : InvocationOutcome;

    /// <summary>No complete answer: the connection was refused, reset or cut, which means that the app crashed.</summary>
    internal sealed record AppLost(InvocationFailure Failure) : InvocationOutcome;

    /// <summary>The function ran longer than its time-out; the app has been killed for it.</summary>
    internal sealed record TimedOut(InvocationFailure Failure) : InvocationOutcome;

    /// <summary>The host stops; whether the function ran is unknown.</summary>
    internal sealed record HostStopping : InvocationOutcome;
}

/// <summary>A failure in the words of the real host.</summary>
/// <param name="Type">Full name of the exception's type there.</param>
/// <param name="Message">First line says it all.</param>
/// <param name="Inner">The cause, when the host has one.</param>
internal sealed record InvocationFailure(string Type, string Message, InvocationFailure? Inner = null);
