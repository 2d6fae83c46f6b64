using System.Globalization;

namespace Functions.LocalHost.Settings;

/// <summary>The arguments of the host.</summary>
internal sealed record CommandLine
{
    public const string Usage = """
        Functions.LocalHost [demo [--exit]] [options]: the Azure Functions host of one machine.

          demo                   also starts the side processes of localhost.json, runs the demo command, then keeps running
          --exit                 ends with the demo command, and with its exit code
          --no-build             runs what was published before
          --app DIR              runs the app in DIR instead of publishing the one of localhost.json
          --port N               listens on N instead of the port of localhost.json, or on the next free port; 0 = any free port
          --data memory|DIR      keeps data in memory, or in DIR instead of the folder of localhost.json
          --azurite-external S   uses the Azurite with connection string S, which outlives the host
          --settings FILE        the app's settings: a JSON object of texts, or a local.settings.json; strongest layer
          --help                 shows this

        Settings of the app, weakest first: "settings" of localhost.json, the environment, the demo's settings, --settings.
        Keys: LOCALHOST_MASTER_KEY, LOCALHOST_HOST_KEY; random ones are made and kept in the data folder when they are not set.
        Exit codes: 0 stopped (Ctrl-C, SIGTERM), 1 the app or the storage failed, 2 files, arguments or
        settings are wrong, the app's own among them: an app that ends with 78 before it answers is not tried again.
        """;

    public bool Help { get; private init; }

    public bool Demo { get; private init; }

    public bool ExitAfterDemo { get; private init; }

    public bool NoBuild { get; private init; }

    public string? App { get; private init; }

    public int? Port { get; private init; }

    /// <summary>A folder, or <c>memory</c>.</summary>
    public string? Data { get; private init; }

    public string? ExternalAzurite { get; private init; }

    public string? SettingsFile { get; private init; }

    public bool KeepsInMemory => Data == "memory";

    /// <exception cref="StartFaultException">An argument is not known, misses its value, or does not fit.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var faults = new List<string>();
        var line = new CommandLine();
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            if (line.Switch(name) is { } switched)
            {
                line = switched;
            }
            else if (!TakesValue(name))
            {
                faults.Add($"Found the argument '{name}', expected one of those that --help shows.");
            }
            else if (index + 1 == arguments.Count || arguments[index + 1].StartsWith("--", StringComparison.Ordinal))
            {
                faults.Add($"{name}: found no value, expected one.");
            }
            else
            {
                line = line.With(name, arguments[++index], faults);
            }
        }

        if (line.ExitAfterDemo && !line.Demo)
        {
            faults.Add("--exit: found without demo, expected 'demo --exit'.");
        }

        return faults.Count == 0 ? line : throw new StartFaultException(faults);
    }

    private static bool TakesValue(string name) => name is "--app" or "--port" or "--data" or "--azurite-external" or "--settings";

    private CommandLine? Switch(string name) => name switch
    {
        "demo" => this with { Demo = true },
        "--exit" => this with { ExitAfterDemo = true },
        "--no-build" => this with { NoBuild = true },
        "--help" or "-h" => this with { Help = true },
        _ => null,
    };

    private CommandLine With(string name, string value, List<string> faults)
    {
        switch (name)
        {
            case "--app":
                return this with { App = value };
            case "--data":
                return this with { Data = value };
            case "--azurite-external":
                return this with { ExternalAzurite = value };
            case "--settings":
                return this with { SettingsFile = value };
            default:
                if (ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                {
                    return this with { Port = port };
                }

                faults.Add($"{name}: found '{value}', expected a port from 0 to {ushort.MaxValue}.");
                return this;
        }
    }
}
