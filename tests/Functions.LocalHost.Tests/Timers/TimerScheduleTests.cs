using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Timers;

using Testing;

namespace Functions.LocalHost.Tests.Timers;

/// <summary>Every entry of <c>ncrontab.json</c>, recorded from the real host.</summary>
public sealed class TimerScheduleTests
{
    private static readonly Dictionary<string, JsonElement> Entries = Load();

    private static readonly Dictionary<string, string> Settings = new() { ["NightlySchedule"] = "0 30 1 * * *" };

    public static TheoryData<string> Accepted() => new(Entries.Where(entry => !entry.Value.TryGetProperty("refused", out _)).Select(entry => entry.Key));

    public static TheoryData<string> Refused() => new(Entries.Where(entry => entry.Value.TryGetProperty("refused", out _)).Select(entry => entry.Key));

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Next_RecordedExpression_GivesTheRecordedOccurrences(string name)
    {
        var entry = Entries[name];
        var schedule = Parse(entry);
        var expected = entry.GetProperty("next").EnumerateArray().Select(each => each.GetDateTimeOffset()).ToList();

        var moment = entry.GetProperty("from").GetDateTimeOffset();
        var found = new List<DateTimeOffset>();
        while (found.Count < expected.Count && schedule.Next(moment) is { } next)
        {
            found.Add(next);
            moment = next;
        }

        Assert.Equal(expected, found);
        if (entry.TryGetProperty("ends", out _))
        {
            Assert.Null(schedule.Next(moment));
        }
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void CanBeMonitored_RecordedExpression_IsAsRecorded(string name)
    {
        var entry = Entries[name];

        Assert.Equal(entry.GetProperty("monitored").GetBoolean(), Parse(entry).CanBeMonitored(entry.GetProperty("from").GetDateTimeOffset()));
        Assert.Equal(entry.GetProperty("kind").GetString() == "timeSpan", Parse(entry) is ConstantSchedule);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Parse_RecordedExpression_IsRefusedInTheSameWords(string name)
    {
        var entry = Entries[name];

        var fault = Assert.Throws<FormatException>(() => Parse(entry));

        Assert.Equal(entry.GetProperty("message").GetString(), fault.Message);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    [InlineData("0 */99999999999 * * * *")]
    public void Parse_NothingThatEverFires_IsRefused(string expression) =>
        Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression, TimeZoneInfo.Utc));

    [Fact]
    public void Next_AtTheEndOfTime_IsNone()
    {
        Assert.Null(TimerSchedule.Parse("* * * * * *", TimeZoneInfo.Utc).Next(DateTimeOffset.MaxValue));
        Assert.Null(TimerSchedule.Parse("00:05:00", TimeZoneInfo.Utc).Next(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Next_AnyExpression_IsTheFirstMatchingSecond()
    {
        const int Seed = 20261125;
        var random = new Random(Seed);
        for (var round = 0; round < 300; round++)
        {
            var (second, minute, hour) = (random.Next(60), random.Next(60), random.Next(24));
            var weekdays = Enumerable.Range(0, 7).Where(_ => random.Next(2) == 0).DefaultIfEmpty(3).ToList();
            var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(80_000_000));
            var expected = Enumerable.Range(0, 9)
                .Select(day => new DateTimeOffset(from.Date, TimeSpan.Zero).AddDays(day).Add(new TimeSpan(hour, minute, second)))
                .First(each => each > from && weekdays.Contains((int)each.DayOfWeek));

            var found = TimerSchedule.Parse($"{second} {minute} {hour} * * {string.Join(',', weekdays)}", TimeZoneInfo.Utc).Next(from);

            Assert.True(expected == found, $"Seed {Seed}, round {round}: {found} instead of {expected}.");
        }
    }

    private static TimerSchedule Parse(JsonElement entry)
    {
        var zone = entry.TryGetProperty("timeZone", out var name) ? TimeZoneInfo.FindSystemTimeZoneById(name.GetString()!) : TimeZoneInfo.Utc;
        return TimerSchedule.Parse(SettingReferences.Resolve(entry.GetProperty("expression").GetString()!, Settings), zone);
    }

    private static Dictionary<string, JsonElement> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Fixtures.File("functions-host", "ncrontab.json")));
        return document.RootElement.EnumerateArray().ToDictionary(entry => entry.GetProperty("name").GetString()!, entry => entry.Clone());
    }
}
