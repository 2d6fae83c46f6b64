namespace Functions.LocalHost.Timers;

/// <summary>
/// A cron expression on the wall clock of a time zone. Where that clock is turned: an expression that names points of the day runs once for each
/// (the repeated hour counts the first time; in the missing hour the clock is read as if it had not been turned); one that recurs within the day
/// goes on at its pace.
/// </summary>
internal sealed class CronSchedule(CronExpression expression, TimeZoneInfo zone) : TimerSchedule
{
    // A clock is turned at most once between two occurrences, of which at most one is skipped; more would be a fault of this class.
    private const int MostSteps = 10;

    public override bool AdjustForDst => true;

    public override DateTimeOffset? Next(DateTimeOffset after) => expression.IsInterval ? NextOfInterval(after.ToUniversalTime()) : NextPoint(after.ToUniversalTime());

    public override bool CanBeMonitored(DateTimeOffset now) =>
        Next(now) is not { } first || Next(first) is not { } second || second >= now + TimeSpan.FromMinutes(1);

    private DateTimeOffset? NextPoint(DateTimeOffset after)
    {
        var wall = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        for (var step = 0; step < MostSteps && expression.Next(wall) is { } next; step++)
        {
            // The larger of two offsets is the earlier moment; a time that does not exist has the offset from before the turn.
            var offset = zone.IsAmbiguousTime(next) ? zone.GetAmbiguousTimeOffsets(next).Max() : zone.GetUtcOffset(next);
            var moment = new DateTimeOffset(next, offset).ToUniversalTime();
            if (moment > after)
            {
                return moment;
            }

            wall = next; // the second half of a repeated hour: this point has been
        }

        return null;
    }

    private DateTimeOffset? NextOfInterval(DateTimeOffset after)
    {
        var from = after;
        var justBefore = false;
        for (var step = 0; step < MostSteps; step++)
        {
            var offset = zone.GetUtcOffset(from);
            var wall = (from + offset).DateTime;
            if (expression.Next(justBefore ? wall.AddTicks(-1) : wall) is not { } next)
            {
                return null;
            }

            var moment = new DateTimeOffset(next, offset).ToUniversalTime();
            if (Turn(from, moment) is not { } turn)
            {
                return moment;
            }

            (from, justBefore) = (turn, true);
        }

        return null;
    }

    /// <summary>The first moment in (from, to] at which the offset differs from that at <paramref name="from"/>, to the second; null when it is the same at the end.</summary>
    private DateTimeOffset? Turn(DateTimeOffset from, DateTimeOffset to)
    {
        var offset = zone.GetUtcOffset(from);
        if (zone.GetUtcOffset(to) == offset)
        {
            return null;
        }

        var (low, high) = (from.ToUnixTimeSeconds(), to.ToUnixTimeSeconds());
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset ? (middle, high) : (low, middle);
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }
}
