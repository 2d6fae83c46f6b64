using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Timers;

/// <summary>The value that a timer function gets, character for character as the real host writes it (functions-custom-handler §6.1).</summary>
internal static class TimerInfoValue
{
    // The default of a DateTime, which has no zone.
    private const string Never = "0001-01-01T00:00:00";

    public static WireValue.Raw Create(TimerSchedule schedule, TimerStatus? status, bool isPastDue)
    {
        var kept = status is null
            ? "null"
            : $$"""{"Last":"{{Date(status.Last)}}","Next":"{{Date(status.Next)}}","LastUpdated":"{{Date(status.LastUpdated)}}"}""";
        return new WireValue.Raw(
            $$"""{"Schedule":{"AdjustForDST":{{Bool(schedule.AdjustForDst)}}},"ScheduleStatus":{{kept}},"IsPastDue":{{Bool(isPastDue)}}}""");
    }

    private static string Bool(bool value) => value ? "true" : "false";

    // The host's own zone is UTC, as in Azure: local times of the real host end in +00:00.
    private static string Date(DateTimeOffset? moment) =>
        moment is { } value ? JsonTokenWriter.Date(DateTime.SpecifyKind(value.UtcDateTime, DateTimeKind.Local)) : Never;
}
