using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Conformance;

/// <summary>Compares two answers as <c>Fixtures/durable/README.md</c> says under "Comparing".</summary>
internal static class ResponseComparison
{
    private const string SdkStackTrace = "(stack trace)";
    private static readonly string[] JsonTexts = ["input", "result", "data", "customStatus"];

    /// <summary>The differences, each with its path; empty: the answers are equal.</summary>
    /// <param name="ignored">Paths in the form <c>turns[0].response.actions[0]…</c>.</param>
    public static IReadOnlyList<string> Differences(P.OrchestratorResponse expected, P.OrchestratorResponse actual, int turn, IReadOnlyCollection<string> ignored)
    {
        var differences = new List<string>();
        Compare(Tree(expected), Tree(actual), string.Create(CultureInfo.InvariantCulture, $"turns[{turn}].response"), new HashSet<string>(ignored), differences);
        return differences;
    }

    private static JsonNode Tree(P.OrchestratorResponse response) => JsonNode.Parse(JsonFormatter.Default.Format(response))!;

    private static void Compare(JsonNode? expected, JsonNode? actual, string path, HashSet<string> ignored, List<string> differences)
    {
        if (ignored.Contains(path) || (expected is JsonValue text && text.TryGetValue<string>(out var value) && value == SdkStackTrace))
        {
            return;
        }

        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(pair => pair.Key).Union(right.Select(pair => pair.Key)))
                {
                    CompareMember(left, right, name, path, ignored, differences);
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var index = 0; index < left.Count; index++)
                {
                    Compare(left[index], right[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), ignored, differences);
                }

                break;
            case (JsonValue left, JsonValue right) when AreEqual(left, right):
            case (null, null):
                break;
            default:
                differences.Add($"{path}: expected {Short(expected)}, was {Short(actual)}");
                break;
        }
    }

    private static void CompareMember(JsonObject left, JsonObject right, string name, string path, HashSet<string> ignored, List<string> differences)
    {
        var (expected, actual) = (left[name], right[name]);
        if (JsonTexts.Contains(name) && Parsed(expected) is var expectedJson && Parsed(actual) is var actualJson)
        {
            if (name == "input" && path.EndsWith(".scheduleTask", StringComparison.Ordinal))
            {
                // The SDK sends a list of one; the plain value is compared with its element.
                expectedJson = expectedJson is JsonArray { Count: 1 } list ? list[0]?.DeepClone() : expectedJson;
            }

            Compare(expectedJson, actualJson, $"{path}.{name}", ignored, differences);
            return;
        }

        Compare(expected, actual, $"{path}.{name}", ignored, differences);
    }

    // The result of a failed or terminated instance is plain text, which stays as it is.
    private static JsonNode? Parsed(JsonNode? text)
    {
        if (text is not JsonValue value || !value.TryGetValue<string>(out var json))
        {
            return text;
        }

        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static bool AreEqual(JsonValue left, JsonValue right) => left.GetValueKind() == right.GetValueKind()
        && (left.GetValueKind() == JsonValueKind.Number
            ? Number(left) == Number(right)
            : JsonNode.DeepEquals(left, right));

    private static double Number(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static string Short(JsonNode? node) => node?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 400)] : "nothing";
}
