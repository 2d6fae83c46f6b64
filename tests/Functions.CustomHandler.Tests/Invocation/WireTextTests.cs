using System.Text.Json;

using Functions.CustomHandler.Invocation;

using Testing;

namespace Functions.CustomHandler.Tests.Invocation;

/// <summary>Rows of the table in functions-custom-handler §3.2, and every recorded request, read as the app reads them.</summary>
public sealed class WireTextTests
{
    private static readonly string[] Files =
        ["requests-blob", "requests-durable", "requests-queue", "requests-servicebus", "requests-timer", "requests-values"];

    public static TheoryData<string, string> Recorded()
    {
        var rows = new TheoryData<string, string>();
        foreach (var file in Files)
        {
            foreach (var entry in Entries(file).Where(entry => entry.TryGetProperty("expectedBody", out _)))
            {
                rows.Add(file, entry.GetProperty("name").GetString()!);
            }
        }

        return rows;
    }

    [Theory]
    [InlineData("""
        "\"hello\""
        """, "hello")]
    [InlineData("""
        "\"{\\\"a\\\":1}\""
        """, """{"a":1}""")]
    [InlineData("""
        "5"
        """, "5")]
    [InlineData("""
        "true"
        """, "true")]
    [InlineData("""
        "plain"
        """, "plain")]
    [InlineData("""
        "{\"a\":1}"
        """, """{"a":1}""")]
    [InlineData("""
        "null"
        """, null)]
    [InlineData("null", null)]
    [InlineData("""
        {"a": 1}
        """, """{"a": 1}""")]
    public void DecodeText_EachForm_IsTheText(string wire, string? text) => Assert.Equal(text, WireText.DecodeText(JsonDocument.Parse(wire).RootElement));

    [Fact]
    public void DecodeBytes_DigitsOnly_AreBase64AndNoNumber() =>
        Assert.Equal(Convert.FromBase64String("12345678"), WireText.DecodeBytes(JsonDocument.Parse("\"12345678\"").RootElement));

    [Fact]
    public void DecodeBytes_Object_SaysWhatWasFound() =>
        Assert.Contains("Object was found", Assert.Throws<FormatException>(() => WireText.DecodeBytes(JsonDocument.Parse("{}").RootElement)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Request_Recorded_GivesTheTriggersValue(string file, string name)
    {
        var entry = Entries(file).Single(each => each.GetProperty("name").GetString() == name);
        using var body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(entry.GetProperty("expectedBody").GetString()!));
        using var request = await InvocationRequest.ReadAsync(body, CancellationToken.None);
        var trigger = entry.GetProperty("functionJson").GetProperty("bindings").EnumerateArray()
            .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal));

        var wire = request.Data(trigger.GetProperty("name").GetString()!);
        var value = entry.GetProperty("triggerValue");
        switch (value.GetProperty("type").GetString())
        {
            case "string" when value.TryGetProperty("value", out var text):
                Assert.Equal(text.GetString(), WireText.DecodeText(wire));
                break;
            case "bytes":
                Assert.Equal(value.GetProperty("value").GetBytesFromBase64(), WireText.DecodeBytes(wire));
                break;
            case "null":
                Assert.Null(WireText.DecodeText(wire));
                break;
            default:
                Assert.NotEqual(JsonValueKind.Undefined, WireText.Decode(wire).ValueKind);
                break;
        }
    }

    private static IEnumerable<JsonElement> Entries(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Fixtures.File("functions-host", $"{file}.json"))).RootElement.EnumerateArray();
}
