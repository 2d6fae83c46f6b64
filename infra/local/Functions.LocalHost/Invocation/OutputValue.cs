using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>What an output binding is given (functions-custom-handler §3.4).</summary>
internal abstract record OutputValue
{
    private OutputValue()
    {
    }

    /// <summary>A JSON value, with dates as dates.</summary>
    internal sealed record Json(JsonToken Value) : OutputValue;

    /// <summary>A text that was valid base64, decoded.</summary>
    internal sealed record Bytes(ReadOnlyMemory<byte> Value) : OutputValue;

    /// <summary>An answer to an HTTP caller, in the form that the app gave.</summary>
    /// <param name="StatusCode">As text, or null.</param>
    /// <param name="Status">As text, or null; never used, since <paramref name="StatusCode"/> is there even when it is null.</param>
    /// <param name="Body">Null when missing or null.</param>
    /// <param name="Headers">Null when missing or null.</param>
    internal sealed record Http(
        string? StatusCode, string? Status, JsonToken? Body, IReadOnlyList<KeyValuePair<string, JsonToken>>? Headers) : OutputValue;

    /// <summary><c>Outputs</c> is there, and the declared HTTP output is not in it: an object without members.</summary>
    internal sealed record EmptyHttp : OutputValue;
}
