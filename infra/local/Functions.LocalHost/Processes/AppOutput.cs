namespace Functions.LocalHost.Processes;

/// <summary>Where a line that the app wrote goes (functions-custom-handler §2.4).</summary>
internal static class AppOutput
{
    /// <summary>Lines that begin so are for the system's log, not for the user's.</summary>
    public const string SystemPrefix = "LanguageWorkerConsoleLog";

    /// <summary>Bounds what one line can do to a log.</summary>
    public const int LongestLine = 32 * 1024;

    /// <param name="line">What was written.</param>
    /// <param name="isError">To standard error.</param>
    /// <param name="errorsOnly">Whether standard error means errors (the default) or is like standard output.</param>
    public static LogLevel LevelOf(string line, bool isError, bool errorsOnly)
    {
        if (!isError || !errorsOnly)
        {
            return LogLevel.Information;
        }

        return line.Contains("warn", StringComparison.OrdinalIgnoreCase) ? LogLevel.Warning : LogLevel.Error;
    }

    public static bool IsForSystem(string line) => line.StartsWith(SystemPrefix, StringComparison.OrdinalIgnoreCase);

    public static string Bounded(string line) => line.Length <= LongestLine ? line : line[..LongestLine] + "…";
}
