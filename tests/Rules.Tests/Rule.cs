namespace Rules.Tests;

/// <summary>A rule that the product promises to keep.</summary>
/// <param name="Id">As in the names of tests, for example <c>B33</c>.</param>
/// <param name="Japanese">Its name in the field.</param>
/// <param name="Text">What it says.</param>
internal sealed record Rule(string Id, string Japanese, string Text)
{
    /// <summary>Every rule, by system and number: the files <c>*.tsv</c> beside this one.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.tsv").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(line => line.Split('\t'))
            .Select(cells => cells is [var id, var japanese, var text] ? new Rule(id, japanese, text) : throw new FormatException($"A rule needs three cells: {string.Join(" | ", cells)}")),
    ];
}
