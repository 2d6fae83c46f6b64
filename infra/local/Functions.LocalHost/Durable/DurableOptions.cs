using System.Text.Json;

using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Durable;

/// <summary>The section <c>extensions.durableTask</c> of host.json with the extension's defaults (durable-protocol §2).</summary>
internal sealed record DurableOptions
{
    public string HubName { get; init; } = "TestHubName";

    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxConcurrentOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>The most actions of one turn.</summary>
    public int MaxActions { get; init; } = 100_000;

    /// <summary>Whether a start takes the place of an instance that still runs (<c>AnyState</c>), or of finished ones only.</summary>
    public bool ReplacesRunning { get; init; }

    public string? DefaultVersion { get; init; }

    /// <summary>The table of that kind: what the hub's name has beside letters and digits does not go into a table's name.</summary>
    public string TableName(string kind)
    {
        var name = string.Concat(HubName.Where(char.IsAsciiLetterOrDigit));
        return $"{(name.Length > 0 && char.IsAsciiLetter(name[0]) ? "" : "H")}{name[..Math.Min(name.Length, 40)]}{kind}";
    }

    public static DurableOptions From(HostJson host)
    {
        var defaults = new DurableOptions();
        return host.Extensions.TryGetValue("durableTask", out var section) && section.ValueKind == JsonValueKind.Object
            ? defaults with
            {
                HubName = Text(section, "hubName") ?? defaults.HubName,
                MaxConcurrentActivities = Number(section, "maxConcurrentActivityFunctions", defaults.MaxConcurrentActivities),
                MaxConcurrentOrchestrators = Number(section, "maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestrators),
                MaxActions = Number(section, "maxOrchestrationActions", defaults.MaxActions),
                ReplacesRunning = string.Equals(Text(section, "overridableExistingInstanceStates"), "AnyState", StringComparison.OrdinalIgnoreCase),
                DefaultVersion = Text(section, "defaultVersion"),
            }
            : defaults;
    }

    private static string? Text(JsonElement section, string name) =>
        Member(section, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static int Number(JsonElement section, string name, int otherwise) => Member(section, name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number > 0 => number,
        { } value => throw new InvalidOperationException(
            $"host.json: extensions.durableTask.{name} is {value.GetRawText()}, a whole number from 1 on was expected."),
    };

    private static JsonElement? Member(JsonElement section, string name)
    {
        foreach (var member in section.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }
}
