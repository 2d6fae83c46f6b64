using System.Text.RegularExpressions;

namespace EndToEnd.Conventions;

/// <summary>What the README says of the code must stay true.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void TableOfFunctions_NamesEveryFunctionOfTheAppAndNoOther()
    {
        var readme = Sources.Text("README.md");
        var table = readme[readme.IndexOf("\n## Functions\n", StringComparison.Ordinal)..readme.IndexOf("\n## Settings\n", StringComparison.Ordinal)];
        var rows = table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var named = rows.SelectMany(row => Name().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value)).ToList();

        var functions = Sources.Files("functions/Billing.Functions").Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Function().Matches(Sources.Text(path)).Select(match => match.Groups[1].Value)).ToList();

        Assert.NotEmpty(functions);
        Assert.Equal(functions.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("""\[Function\((?:nameof\(|")([A-Za-z]+)""")]
    private static partial Regex Function();
}
