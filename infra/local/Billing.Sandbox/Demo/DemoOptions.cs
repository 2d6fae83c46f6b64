namespace Billing.Sandbox.Demo;

/// <param name="Host">Where the app's webhook is reached.</param>
/// <param name="Key">A function key of the host; it goes into the webhook's URL and is never shown. It comes from the environment: a command line is seen by everybody on the machine.</param>
/// <param name="Exit">The host ends with the demo: nothing is said about what goes on running.</param>
internal sealed record DemoOptions(Uri Host, string Key, Uri Sandbox, bool Exit)
{
    public const string KeyVariable = "DEMO_HOST_KEY";

    /// <summary>The key of the app in the settings of the demo.</summary>
    public const string AppKey = "orders";

    /// <summary>The preset app 受注管理.</summary>
    public const string AppId = "12";

    /// <summary>How long one step may take before it counts as failed.</summary>
    public TimeSpan StepDeadline { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How often records are looked at.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Null when the arguments are not of this form, or the key is not there.</summary>
    public static DemoOptions? Parse(IReadOnlyList<string> args, string? key)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < args.Count; at++)
        {
            if (args[at] == "--exit")
            {
                values["--exit"] = "";
            }
            else if (args[at] is not ("--host" or "--sandbox") || at + 1 == args.Count || !values.TryAdd(args[at], args[++at]))
            {
                return null;
            }
        }

        return Uri.TryCreate(values.GetValueOrDefault("--host"), UriKind.Absolute, out var host)
            && Uri.TryCreate(values.GetValueOrDefault("--sandbox"), UriKind.Absolute, out var sandbox)
            && !string.IsNullOrEmpty(key)
            ? new DemoOptions(host, key, sandbox, values.ContainsKey("--exit"))
            : null;
    }
}
