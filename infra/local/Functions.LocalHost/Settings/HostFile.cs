using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Settings;

/// <summary>The file localhost.json: what this host runs. Folders and projects are relative to the repository's root.</summary>
internal sealed record HostFile
{
    public required BuiltProject App { get; init; }

    /// <summary>Where the host listens unless <c>--port</c> says so, or the next free port.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>Where data is kept unless <c>--data</c> says so.</summary>
    public string Data { get; init; } = ".local/data";

    /// <summary>Defaults of the app's settings.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public ServiceBusOptions ServiceBus { get; init; } = new();

    /// <summary>What <c>demo</c> runs; null when there is no demo.</summary>
    public DemoOptions? Demo { get; init; }
}

/// <summary>A project that is published into a folder and run from there.</summary>
internal record BuiltProject
{
    /// <summary>For progress lines, logs and the placeholder of its URL.</summary>
    public required string Name { get; init; }

    /// <summary>The project's folder; its last part is the name of the program.</summary>
    public required string Project { get; init; }

    /// <summary>Where it is published to.</summary>
    public required string Publish { get; init; }
}

/// <summary>A process that runs beside the app, for example a stand-in of an outside service.</summary>
internal sealed record SideProcessOptions : BuiltProject
{
    /// <summary>May hold <c>{port}</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its port, or the next free one.</summary>
    public int DefaultPort { get; init; }

    /// <summary>The path whose answer shows that it serves.</summary>
    public string Ready { get; init; } = "/";
}

/// <summary>A program that is run to its end.</summary>
internal sealed record CommandOptions : BuiltProject
{
    /// <summary>May hold placeholders.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables besides those of this process; may hold placeholders. Secrets belong here: a command line is seen by everybody on the machine.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Added when the host is to end with the command.</summary>
    public IReadOnlyList<string> ExitArguments { get; init; } = [];
}

/// <summary>The section <c>demo</c>.</summary>
internal sealed record DemoOptions
{
    /// <summary>Wiped at each start.</summary>
    public string Data { get; init; } = ".local/demo";

    public IReadOnlyList<SideProcessOptions> SideProcesses { get; init; } = [];

    /// <summary>Settings of the app, which may hold placeholders.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public required CommandOptions Command { get; init; }
}
