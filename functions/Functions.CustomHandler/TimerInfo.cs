namespace Functions.CustomHandler;

/// <summary>What a timer function is given (functions-custom-handler §6.1).</summary>
public sealed class TimerInfo
{
    /// <summary>Null for a timer without monitor.</summary>
    public ScheduleStatus? ScheduleStatus { get; init; }

    /// <summary>The run was due while no host was there.</summary>
    public bool IsPastDue { get; init; }
}

/// <summary>When a timer ran and will run; UTC. <see cref="Last"/> is the smallest date when it never ran.</summary>
public sealed class ScheduleStatus
{
    public DateTime Last { get; init => field = Utc(value); }

    public DateTime Next { get; init => field = Utc(value); }

    public DateTime LastUpdated { get; init => field = Utc(value); }

    // The reader of JSON turns an offset into the zone of the machine; the date of a timer that never ran comes without one.
    private static DateTime Utc(DateTime value) =>
        value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime();
}
