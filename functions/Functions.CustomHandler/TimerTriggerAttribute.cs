namespace Functions.CustomHandler;

/// <summary>Starts a function on a schedule, in UTC (functions-custom-handler §6.1).</summary>
/// <param name="schedule">NCRONTAB with six fields, a time span, or <c>%Setting%</c>.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    /// <summary>One extra run at each start of the host.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether the host remembers the last run, so that a missed one is made up for.</summary>
    public bool UseMonitor { get; set; } = true;

    public override string Type => "timerTrigger";

    public override IEnumerable<KeyValuePair<string, object?>> Properties =>
        [new("schedule", Schedule), new("runOnStartup", RunOnStartup), new("useMonitor", UseMonitor)];
}
