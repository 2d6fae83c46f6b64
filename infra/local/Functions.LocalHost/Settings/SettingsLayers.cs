using System.Collections;

namespace Functions.LocalHost.Settings;

/// <summary>Puts the layers of the app's settings on top of each other.</summary>
internal static class SettingsLayers
{
    /// <param name="layers">Weakest first. Names are compared ignoring case.</param>
    public static Dictionary<string, string> Merge(params ReadOnlySpan<IReadOnlyDictionary<string, string>> layers)
    {
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers)
        {
            foreach (var (name, value) in layer)
            {
                merged[name] = value;
            }
        }

        return merged;
    }

    /// <summary>The environment of this process.</summary>
    public static Dictionary<string, string> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
