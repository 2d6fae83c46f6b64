namespace Functions.LocalHost.Hosting;

/// <summary>Log messages of the host's own life, ids 130 to 149.</summary>
internal static partial class HostLog
{
    [LoggerMessage(130, LogLevel.Warning, "The host recycles itself: new components, new app process.")]
    public static partial void Recycling(this ILogger logger);

    [LoggerMessage(131, LogLevel.Error, "{Component} did not stop cleanly.")]
    public static partial void StopFailed(this ILogger logger, string component, Exception exception);

    [LoggerMessage(132, LogLevel.Information, "{Note}")]
    public static partial void Noted(this ILogger logger, string note);

    [LoggerMessage(133, LogLevel.Information, "{Process}: {Line}")]
    public static partial void SideProcessLine(this ILogger logger, string process, string line);
}
