using System.Text.RegularExpressions;

namespace Functions.LocalHost.Settings;

/// <summary>Fills <c>{name}</c> in texts of localhost.json. What is no placeholder of ours is left as it stands: settings may hold braces.</summary>
internal sealed partial class Placeholders(IReadOnlyDictionary<string, string> values)
{
    public string Fill(string text) =>
        Name().Replace(text, match => values.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    public IReadOnlyList<string> Fill(IEnumerable<string> texts) => [.. texts.Select(Fill)];

    public IReadOnlyDictionary<string, string> Fill(IReadOnlyDictionary<string, string> settings) =>
        settings.ToDictionary(setting => setting.Key, setting => Fill(setting.Value), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9]*)\}")]
    private static partial Regex Name();
}
