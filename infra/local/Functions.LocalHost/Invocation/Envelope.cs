using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>A function's answer, as the real host's reader leaves it (functions-custom-handler §3.3).</summary>
/// <param name="Outputs">By name, compared with case; null when missing or null, which is not the same as empty.</param>
/// <param name="Logs">Each is one line of level Information; null is an entry that was null.</param>
/// <param name="ReturnValue">Null when missing or null.</param>
internal sealed record Envelope(IReadOnlyDictionary<string, JsonToken>? Outputs, IReadOnlyList<string?> Logs, JsonToken? ReturnValue);
