namespace Functions.LocalHost.Hosting;

/// <summary>What the host says to the person who started it, apart from its log. Other programs read some of these lines.</summary>
internal static class HostConsole
{
    public static void Say(string text) => Console.Out.WriteLine(text);

    /// <summary>Read by tests and tools.</summary>
    public static void AppStarted(int processId) => Say($"App process: {processId}");

    /// <summary>Read by tests and tools.</summary>
    public static void Ready(Uri url) => Say($"LocalHost is ready: {Address(url)}");

    /// <summary>Where the keys are; never the keys.</summary>
    public static void Keys(KeysPlace keys) => Say($"Keys: {keys}");

    /// <summary>The last words of a demo after which the host goes on: what to look at, and with what.</summary>
    /// <param name="exitCode">Of the demo's command.</param>
    public static void KeepsRunning(int exitCode, Uri host, IReadOnlyList<SideProcess> sides, KeysPlace keys)
    {
        Say("");
        Say(exitCode == 0
            ? "The demo went as expected. The host keeps running; Ctrl-C ends it."
            : $"The demo did not go as expected (exit code {exitCode}): see above. The host keeps running; Ctrl-C ends it.");
        var width = Math.Max("host".Length, sides.Select(side => side.Name.Length).DefaultIfEmpty().Max());
        Say($"  {"host".PadRight(width)}  {Address(host)}  (keys: {keys})");
        foreach (var side in sides)
        {
            Say($"  {side.Name.PadRight(width)}  {Address(side.Url)}");
        }

        Say($"  Look: {keys.Shell}; curl -H \"x-functions-key: $KEY\" {Address(host)}/api/…");
    }

    /// <summary>Without the slash at the end.</summary>
    public static string Address(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
