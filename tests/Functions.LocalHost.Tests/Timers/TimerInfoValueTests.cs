using System.Globalization;
using System.Text.Json;

using Functions.LocalHost.Timers;

using Testing;

namespace Functions.LocalHost.Tests.Timers;

/// <summary>The value of every entry of <c>requests-timer.json</c>.</summary>
public sealed class TimerInfoValueTests
{
    public static TheoryData<string> Names() => new(Entries().Select(entry => entry.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Create_RecordedTimer_IsWrittenAsRecorded(string name)
    {
        var entry = Entries().Single(each => each.GetProperty("name").GetString() == name);
        var trigger = entry.GetProperty("triggerValue");
        using var body = JsonDocument.Parse(entry.GetProperty("expectedBody").GetString()!);
        var kept = trigger.GetProperty("status");

        var value = TimerInfoValue.Create(
            TimerSchedule.Parse(trigger.GetProperty("schedule").GetString()!, TimeZoneInfo.Utc),
            kept.ValueKind == JsonValueKind.Null ? null : new TimerStatus(Moment(kept, "last"), Moment(kept, "next"), Moment(kept, "lastUpdated")!.Value),
            trigger.GetProperty("isPastDue").GetBoolean());

        Assert.Equal(body.RootElement.GetProperty("Data").GetProperty("timer").GetRawText(), value.Json);
    }

    private static DateTimeOffset? Moment(JsonElement status, string name) =>
        DateTimeOffset.Parse(status.GetProperty(name).GetProperty("value").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) is var moment
            && moment == DateTimeOffset.MinValue ? null : moment;

    private static List<JsonElement> Entries()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Fixtures.File("functions-host", "requests-timer.json")));
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }
}
