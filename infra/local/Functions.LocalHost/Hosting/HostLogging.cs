using Microsoft.Extensions.Logging.Console;

namespace Functions.LocalHost.Hosting;

/// <summary>The one log: single lines on standard output with UTC times.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddFilter("Microsoft", LogLevel.Warning) // its request log shows addresses, and these hold keys
        .AddFilter("System.Net.Http", LogLevel.Warning)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        }));
}
