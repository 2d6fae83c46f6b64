using System.Globalization;

namespace Functions.LocalHost.Definitions;

/// <summary>Reads host.json (functions-custom-handler §1.1).</summary>
internal static class HostJsonReader
{
    private const string FileName = "host.json";

    /// <returns>What the file says; where it is wrong, the fault is in <paramref name="faults"/> and the default in its place.</returns>
    public static HostJson Read(string root, IReadOnlyDictionary<string, string> settings, FaultList faults)
    {
        var file = JsonMembers.OfFile(root, FileName, faults);
        if (file.All.Count > 0 && file.Text("version") != "2.0")
        {
            file.Refuse("version", "\"2.0\"");
        }

        var extensions = file.Section("extensions");
        var host = new HostJson
        {
            RoutePrefix = (extensions.Section("http").Text("routePrefix") ?? "api").Trim('/'),
            CustomHandler = CustomHandler(root, file, settings),
            Extensions = extensions.All,
        };
        return file.Get("functionTimeout") is null ? host : host with { FunctionTimeout = Timeout(file) };
    }

    /// <summary>The array <c>functions</c>: when present, only those are loaded.</summary>
    public static IReadOnlyList<string>? OnlyFunctions(string root, FaultList faults) => JsonMembers.OfFile(root, FileName, faults).Texts("functions");

    private static TimeSpan? Timeout(JsonMembers file)
    {
        var text = file.Text("functionTimeout");
        if (text == "-1")
        {
            return null;
        }

        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) || timeout <= TimeSpan.Zero)
        {
            file.Refuse("functionTimeout", "a positive time span such as \"00:10:00\", or \"-1\" for none");
        }

        return timeout;
    }

    private static CustomHandlerOptions CustomHandler(string root, JsonMembers file, IReadOnlyDictionary<string, string> settings)
    {
        var handler = file.Section("customHandler");
        var description = handler.Section("description");
        var executable = description.Text("defaultExecutablePath");
        if (file.All.Count > 0 && string.IsNullOrWhiteSpace(executable))
        {
            description.Refuse("defaultExecutablePath", "the path of the app's program");
        }

        if (description.Text("workingDirectory") is { } folder && !Directory.Exists(Path.Combine(root, SettingReferences.ResolveKnown(folder, settings))))
        {
            description.Refuse("workingDirectory", $"a folder that exists, absolute or below {root}");
        }

        string Filled(string? text) => SettingReferences.ResolveKnown(text ?? "", settings);
        return new CustomHandlerOptions
        {
            ExecutablePath = Filled(executable),
            WorkingDirectory = Filled(description.Text("workingDirectory")),
            WorkerDirectory = Filled(description.Text("workerDirectory")),
            Arguments = [.. (description.Texts("arguments") ?? []).Select(Filled)],
            StandardErrorIsError = description.Flag("useStdErrorStreamForErrorsOnly") ?? true,
            Forwarding = handler.Flag("enableForwardingHttpRequest") ?? false,
            Proxying = handler.Flag("enableProxyingHttpRequest") ?? false,
            InitializationTimeout = handler.Span("initializationTimeout") ?? TimeSpan.FromSeconds(30),
            Port = handler.Integer("port", 1, ushort.MaxValue),
        };
    }
}
