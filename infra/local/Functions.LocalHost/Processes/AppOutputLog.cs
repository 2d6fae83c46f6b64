namespace Functions.LocalHost.Processes;

/// <summary>Writes the app's lines to the host's log: the user's part under <c>App</c>, the system's under <c>Host.App</c>.</summary>
internal sealed class AppOutputLog(ILoggerFactory logging, bool errorsOnly)
{
    private readonly ILogger _user = logging.CreateLogger("App");
    private readonly ILogger _system = logging.CreateLogger("Host.App");

    public void Output(string line) => Write(line, isError: false);

    public void Error(string line) => Write(line, isError: true);

    private void Write(string line, bool isError)
    {
        var log = AppOutput.IsForSystem(line) ? _system : _user;
        AppOutputLogMessages.Line(log, AppOutput.LevelOf(line, isError, errorsOnly), AppOutput.Bounded(line));
    }
}

/// <summary>The one message of the app's output, id 120.</summary>
internal static partial class AppOutputLogMessages
{
    [LoggerMessage(EventId = 120, Message = "{Line}")]
    public static partial void Line(ILogger logger, LogLevel level, string line);
}
