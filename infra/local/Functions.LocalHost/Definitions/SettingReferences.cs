using System.Text;

namespace Functions.LocalHost.Definitions;

/// <summary>Fills <c>%Setting%</c> in texts of function.json, in the words of the real host where it cannot.</summary>
internal static class SettingReferences
{
    /// <exception cref="FormatException">A setting does not exist, or a <c>%</c> has no partner.</exception>
    public static string Resolve(string text, IReadOnlyDictionary<string, string> settings)
    {
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf('%', position) is >= 0 and var start)
        {
            var end = text.IndexOf('%', start + 1);
            if (end < 0)
            {
                throw new FormatException($"The '%' at position {start} does not have a closing '%'");
            }

            var name = text[(start + 1)..end];
            var value = Find(settings, name) ?? throw new FormatException($"'%{name}%' does not resolve to a value.");
            result.Append(text, position, start - position).Append(value);
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Like <see cref="Resolve"/>, but leaves alone what is no setting: how paths and arguments of host.json are read.</summary>
    public static string ResolveKnown(string text, IReadOnlyDictionary<string, string> settings)
    {
        var parts = text.Split('%');
        var result = new StringBuilder(parts[0]);
        for (var index = 1; index < parts.Length; index++)
        {
            if (index + 1 < parts.Length && parts[index].Length > 0 && Find(settings, parts[index]) is { } value)
            {
                result.Append(value).Append(parts[++index]);
            }
            else
            {
                result.Append('%').Append(parts[index]);
            }
        }

        return result.ToString();
    }

    // Settings are flat names; ":" and "__" both part the levels.
    private static string? Find(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) || settings.TryGetValue(name.Replace(":", "__", StringComparison.Ordinal), out value) ? value : null;
}
