using System.Text.Json;
using Functions.CustomHandler.Durable.Execution;

namespace Functions.CustomHandler.Durable;

/// <summary>
/// How an activity's end travels to its orchestrator (durable-protocol §4.2, §4.3). The function's <c>ReturnValue</c> is a text that
/// holds the JSON <c>{"$ok": result}</c> or <c>{"$fail": {type, message, nonRetriable}}</c>: inside a text the host changes no date and
/// no number, and the envelope tells it from the plain result of another SDK, which is understood as well.
/// </summary>
internal static class ActivityResult
{
    private const string Ok = "$ok";
    private const string Fail = "$fail";
    private const string OkStart = "{\"$ok\":";

    /// <summary>The <c>ReturnValue</c> of a success; null (no value) for no result.</summary>
    public static string? Encode(object? value) => value is null ? null : string.Concat(OkStart, DurableJson.Serialize(value), "}");

    /// <summary>An expected failure becomes an ordinary answer with an envelope; any other a failed function with a reason phrase.</summary>
    public static ActivityFailure EncodeFailure(Exception exception)
    {
        if (exception is not ActivityFailureException expected)
        {
            return new ActivityFailure(null, ReasonPhrase.Write(exception));
        }

        var content = new Dictionary<string, Envelope> { [Fail] = new(expected.Type, expected.Message, expected.NonRetriable) };
        return new ActivityFailure(JsonSerializer.Serialize(content, DurableJson.Options), null);
    }

    /// <summary>The result's JSON, or the failure, of a <c>taskCompleted</c>.</summary>
    public static ActivityAnswer Open(string? result)
    {
        if (result is null || (!result.Contains(Ok, StringComparison.Ordinal) && !result.Contains(Fail, StringComparison.Ordinal)))
        {
            return new ActivityAnswer(result, null);
        }

        try
        {
            using var outer = JsonDocument.Parse(result);
            if (outer.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Opened(outer.RootElement) ?? new ActivityAnswer(result, null);
            }

            if (outer.RootElement.ValueKind == JsonValueKind.String)
            {
                using var inner = JsonDocument.Parse(outer.RootElement.GetString()!);
                return Opened(inner.RootElement) ?? new ActivityAnswer(result, null);
            }
        }
        catch (JsonException)
        {
            // Not an envelope: whoever reads the result as a type says what is wrong with it.
        }

        return new ActivityAnswer(result, null);
    }

    private static ActivityAnswer? Opened(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Take(2).ToList() is not [var only])
        {
            return null;
        }

        if (only.NameEquals(Ok))
        {
            return new ActivityAnswer(only.Value.GetRawText(), null);
        }

        return only.NameEquals(Fail) && only.Value.ValueKind == JsonValueKind.Object && only.Value.Deserialize<Envelope>(DurableJson.Options) is { } failure
            ? new ActivityAnswer(null, new TaskFailureDetails(
                failure.type ?? TaskFailureDetails.Unknown, failure.message ?? TaskFailureDetails.Unknown, IsNonRetriable: failure.nonRetriable))
            : null;
    }

    // The members' names are those of the envelope on the wire.
    private sealed record Envelope(string? type, string? message, bool nonRetriable);
}
