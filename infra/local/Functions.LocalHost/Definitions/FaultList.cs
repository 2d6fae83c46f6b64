using System.Text.Json;

namespace Functions.LocalHost.Definitions;

/// <summary>Gathers what is wrong in an app's files, so that all of it can be told at once.</summary>
internal sealed class FaultList
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All => _faults;

    /// <summary>A fault in the words of whoever found it.</summary>
    public void Add(string file, string message) => _faults.Add($"{file}: {message}");

    /// <summary>A member that is missing (<paramref name="found"/> is null) or not what it must be.</summary>
    public void Add(string file, string member, JsonElement? found, string expected) =>
        Add(file, $"{member}: found {Shown(found)}, expected {expected}.");

    private static string Shown(JsonElement? found)
    {
        const int Longest = 80;
        var text = found?.GetRawText() ?? "nothing";
        return text.Length > Longest ? $"{text[..Longest]}…" : text;
    }
}
