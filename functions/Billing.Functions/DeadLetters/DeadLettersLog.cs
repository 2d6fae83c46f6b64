namespace Billing.Functions.DeadLetters;

/// <summary>What the dead-letters feature logs (event ids 1100 to 1119).</summary>
internal static partial class DeadLettersLog
{
    [LoggerMessage(1100, LogLevel.Error, "Dead letter {Id} of {Queue} kept: {Reason}")]
    public static partial void Kept(this ILogger logger, string id, string queue, string reason);

    [LoggerMessage(1101, LogLevel.Information, "Dead letter {Id} sent again, replay {Replay}")]
    public static partial void Replayed(this ILogger logger, string id, int replay);
}
