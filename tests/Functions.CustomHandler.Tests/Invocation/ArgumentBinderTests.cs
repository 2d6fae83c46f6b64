using System.Globalization;
using System.Text;
using System.Text.Json;

using Functions.CustomHandler.Invocation;
using Functions.CustomHandler.Manifest;
using Functions.CustomHandler.Tests.Hosting;

using Microsoft.Extensions.DependencyInjection;

using Testing;

namespace Functions.CustomHandler.Tests.Invocation;

/// <summary>What a function is handed of the invocations that were recorded from the host: timers and metadata, value by value.</summary>
public sealed class ArgumentBinderTests
{
    public static TheoryData<string> Timers() => new(Entries("requests-timer").Select(Name));

    public static TheoryData<string, string> WithMetadata()
    {
        var rows = new TheoryData<string, string>();
        foreach (var file in new[] { "requests-blob", "requests-durable", "requests-queue", "requests-servicebus", "requests-values" })
        {
            foreach (var entry in Entries(file).Where(entry => entry.TryGetProperty("expectedBody", out _) && entry.TryGetProperty("metadata", out _)))
            {
                rows.Add(file, Name(entry));
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Timers))]
    public async Task Bind_RecordedTimer_IsItsStatusInUtc(string name)
    {
        var value = Entry("requests-timer", name).GetProperty("triggerValue");

        var timer = Assert.IsType<TimerInfo>(Assert.Single(await BindAsync(Entry("requests-timer", name), nameof(RunningFunctions.OnTimer))));

        Assert.Equal(value.GetProperty("isPastDue").GetBoolean(), timer.IsPastDue);
        var status = value.GetProperty("status");
        if (status.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(timer.ScheduleStatus);
            return;
        }

        DateTime[] found = [timer.ScheduleStatus!.Last, timer.ScheduleStatus.Next, timer.ScheduleStatus.LastUpdated];
        Assert.Equal(new[] { "last", "next", "lastUpdated" }.Select(member => Date(status.GetProperty(member))), found);
        Assert.All(found, date => Assert.Equal(DateTimeKind.Utc, date.Kind));
    }

    /// <summary>Where a property of the payload has the name of an entry, the payload's is what arrives (functions-custom-handler §3.2, spoofing).</summary>
    [Theory]
    [MemberData(nameof(WithMetadata))]
    public async Task Metadata_Recorded_IsReadAsTheHostHeldIt(string file, string name)
    {
        var entry = Entry(file, name);
        using var request = await RequestAsync(entry);
        var metadata = request.ReadMetadata();
        var overwritten = PropertiesOf(entry.GetProperty("triggerValue"));

        foreach (var (key, value) in entry.GetProperty("metadata").EnumerateArray().Select(each => (each.GetProperty("key").GetString()!, each.GetProperty("value"))))
        {
            var isLeftOut = value.GetProperty("type").GetString() == "null" || key.EndsWith("trigger", StringComparison.OrdinalIgnoreCase);
            if (overwritten.TryGetValue(key, out var payload))
            {
                Assert.Equal(payload, metadata[key].ValueKind == JsonValueKind.String ? metadata[key].GetString() : metadata[key].GetRawText());
            }
            else if (isLeftOut)
            {
                Assert.False(metadata.ContainsKey(key), key);
            }
            else if (Expected(value) is { } expected)
            {
                Assert.Equal(expected, metadata[key].ValueKind == JsonValueKind.String ? metadata[key].GetString() : metadata[key].GetRawText());
            }
        }
    }

    private static string? Expected(JsonElement value) => value.GetProperty("type").GetString() switch
    {
        "string" when value.TryGetProperty("value", out var text) && IsRead(text.GetString()!) => text.GetString(),
        "int32" or "int64" => value.GetProperty("value").GetRawText(),
        "dateTime" => value.GetProperty("value").GetString()![..19],
        "dateTimeOffset" => value.GetProperty("value").GetString()![..19] + value.GetProperty("value").GetString()![^6..],
        _ => null, // held as the host's own objects
    };

    // U+0000 and half a surrogate pair are not what this is about.
    private static bool IsRead(string text) => text.All(character => !char.IsControl(character) && !char.IsSurrogate(character));

    private static Dictionary<string, string> PropertiesOf(JsonElement trigger)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var text = trigger.GetProperty("type").GetString() == "string" && trigger.TryGetProperty("value", out var value) ? value.GetString()! : "";
        try
        {
            using var payload = JsonDocument.Parse(text);
            foreach (var property in payload.RootElement.ValueKind == JsonValueKind.Object ? payload.RootElement.EnumerateObject() : default)
            {
                found[property.Name] = property.Value.ValueKind is JsonValueKind.String && !text.Contains("\\ud", StringComparison.Ordinal) ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }
        catch (JsonException)
        {
            return []; // a text that is no JSON says nothing about itself
        }

        return found;
    }

    private static async Task<object?[]> BindAsync(JsonElement entry, string function)
    {
        using var request = await RequestAsync(entry);
        await using var services = new ServiceCollection().BuildServiceProvider();
        var descriptor = FunctionCatalog.Of([typeof(RunningFunctions)]).Functions.Single(each => each.Name == function);
        return ArgumentBinder.Bind(descriptor, request, new FunctionContext(function, "call-1", request.ReadMetadata(), services, CancellationToken.None));
    }

    private static async Task<InvocationRequest> RequestAsync(JsonElement entry)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(entry.GetProperty("expectedBody").GetString()!));
        return await InvocationRequest.ReadAsync(body, CancellationToken.None);
    }

    private static DateTime Date(JsonElement value) => DateTime.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.None);

    private static JsonElement Entry(string file, string name) => Entries(file).Single(entry => Name(entry) == name);

    private static string Name(JsonElement entry) => entry.GetProperty("name").GetString()!;

    private static IEnumerable<JsonElement> Entries(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Fixtures.File("functions-host", $"{file}.json"))).RootElement.EnumerateArray();
}
