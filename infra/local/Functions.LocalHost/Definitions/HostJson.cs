using System.Text.Json;

namespace Functions.LocalHost.Definitions;

/// <summary>What is used of host.json (functions-custom-handler §1.1), with the host's defaults.</summary>
internal sealed record HostJson
{
    /// <summary>Null = unlimited (<c>-1</c>). 30 minutes when absent, the default of all plans but the oldest.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary><c>extensions.http.routePrefix</c>, without slashes around it; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    public required CustomHandlerOptions CustomHandler { get; init; }

    /// <summary>The section <c>extensions</c> by name, ignoring case, for those who own an extension: <c>durableTask</c>, <c>serviceBus</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>The section <c>customHandler</c>.</summary>
internal sealed record CustomHandlerOptions
{
    public required string ExecutablePath { get; init; }

    /// <summary>Relative to the app root; empty = the app root.</summary>
    public string WorkingDirectory { get; init; } = "";

    /// <summary>Base of a relative executable path, relative to the app root; empty = the app root.</summary>
    public string WorkerDirectory { get; init; } = "";

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether stderr is logged as errors (warnings where a line says so), or like stdout.</summary>
    public bool StandardErrorIsError { get; init; } = true;

    public bool Forwarding { get; init; }

    public bool Proxying { get; init; }

    /// <summary>How long the app may take until its port answers.</summary>
    public TimeSpan InitializationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A fixed port, or null for a free one.</summary>
    public int? Port { get; init; }
}
