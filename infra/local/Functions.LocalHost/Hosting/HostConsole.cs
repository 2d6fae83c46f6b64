namespace Functions.LocalHost.Hosting;

/// <summary>What the host says to the person who started it, apart from its log. Other programs read some of these lines.</summary>
internal static class HostConsole
{
    public static void Say(string text) => Console.Out.WriteLine(text);

    /// <summary>Read by tests and tools.</summary>
    public static void AppStarted(int processId) => Say($"App process: {processId}");

    /// <summary>Read by tests and tools.</summary>
    public static void Ready(Uri url) => Say($"LocalHost is ready: {Address(url)}");

    /// <summary>Without the slash at the end.</summary>
    public static string Address(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
