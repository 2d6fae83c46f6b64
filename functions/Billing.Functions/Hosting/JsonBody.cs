using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Billing.Functions.Hosting;

/// <summary>Reads a body as the type it should be; what does not fit is named by its place and never repeated.</summary>
internal static class JsonBody
{
    /// <exception cref="ProblemException">Not JSON (<c>json_malformed</c>), or a field of another kind (<c>validation_failed</c>).</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using (JsonDocument.Parse(body))
            {
                // Well-formed: what is wrong from here on is wrong with a field.
            }
        }
        catch (JsonException)
        {
            throw new ProblemException(Problem.BadRequest("json_malformed", "The body is not well-formed JSON.", "本文が正しいJSONではありません。"));
        }

        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException();
        }
        catch (JsonException fault)
        {
            throw FieldProblem.Of(
                Field(fault.Path), "invalid", "値の形式が正しくないか、この項目はありません。", "The value is of the wrong form, or there is no such field.");
        }
    }

    // JSONPath as the reader reports it, "$.lines[0].quantity"; a name in brackets and quotes stays as it is.
    private static string Field(string? path) => path switch
    {
        null or "$" => "$",
        _ when path.StartsWith("$.", StringComparison.Ordinal) => path[2..Math.Min(path.Length, 200)],
        _ => path[..Math.Min(path.Length, 200)],
    };
}
