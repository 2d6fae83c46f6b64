using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>Reads the value of an HTTP output that is not <c>$return</c>: an object, or JSON text of one (functions-custom-handler §3.5).</summary>
internal static class HttpOutputReader
{
    private const string Target = "Microsoft.Azure.WebJobs.Script.Workers.Http.HttpOutputBindingResponse";

    /// <exception cref="InvocationFailedException">It is of another form.</exception>
    public static OutputValue.Http Read(JsonToken value)
    {
        var form = value is JsonToken.Text text ? JsonTokenReader.TryParse(text.Value, dates: true) : value;
        if (form is not JsonToken.Object given)
        {
            throw Unexpected(value);
        }

        var headers = Member(given, "headers");
        return new OutputValue.Http(
            Scalar(Member(given, "statusCode")),
            Scalar(Member(given, "status")),
            Member(given, "body"),
            headers switch
            {
                null or JsonToken.Text { Value: "" } => null,
                JsonToken.Object names => names.Members,
                _ => throw Unexpected(value),
            });

        string? Scalar(JsonToken? token) => token is JsonToken.Object or JsonToken.Array ? throw Unexpected(value) : token is null ? null : JsonText.Of(token);
    }

    // Of members whose names differ only by case, the last one counts. Null is the same as missing.
    private static JsonToken? Member(JsonToken.Object value, string name) =>
        value.Members.LastOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } token and not JsonToken.Null ? token : null;

    private static InvocationFailedException Unexpected(JsonToken value) => new(
        FailureTypes.InvalidOperation,
        "Failed while trying to Deserialize to httpOutputBindingResponse. Output is not in expected format",
        ClrType(value) is { } type ? new InvocationFailure(FailureTypes.Argument, $"Could not cast or convert from {type} to {Target}.") : null);

    private static string? ClrType(JsonToken value) => value switch
    {
        JsonToken.Integer { Value: var number } => number >= long.MinValue && number <= long.MaxValue ? "System.Int64" : "System.Numerics.BigInteger",
        JsonToken.Number => "System.Double",
        JsonToken.Bool => "System.Boolean",
        JsonToken.Date => "System.DateTime",
        _ => null,
    };
}
