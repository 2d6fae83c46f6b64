using Testing;

namespace Billing.Core.Tests.Invoicing.Examples;

/// <summary>The worked examples of <c>tests/Examples</c>, computed and compared cell by cell.</summary>
public sealed class ExamplesTests
{
    private static readonly string[] Valid =
    [
        "## E1 one", "", "Runs: 2026-04 to 2026-04", "",
        $"| {ExampleTables.Contracts} |", "|---|---|---|---|---|---|---|", "| A | monthly only | | 100 | OFF | standard | 税抜 |", "",
        $"| {ExampleTables.Orders} |", "|---|---|---|---|---|", "| A | new | 1 | 2026-04-01 | |", "",
        $"| {ExampleTables.Lines} |", "|---|---|---|---|---|---|---|---|---|", "| 2026-04 | invoice 税抜 | A | monthly | 2026-04 | 1 | 100 | 100 | 10% |", "",
        $"| {ExampleTables.Totals} |", "|---|---|---|---|---|---|---|", "| 2026-04 | invoice 税抜 | 10% | 100 | 10 | 110 | 2026-06-01 |",
    ];

    public static TheoryData<string, string> All { get; } = new(Files().SelectMany(file => Read(file).Select(example => (Path.GetFileName(file), example.Name))));

    [Theory]
    [MemberData(nameof(All))]
    public void B39_Example_GivesTheInvoicesItShows(string file, string name)
    {
        var example = Read(Path.Combine(Repository.Root, "tests", "Examples", file)).Single(each => each.Name == name);

        var outcome = ExampleOutcome.Of(example);

        Assert.Equal(Texts(example, ExampleTables.Lines), outcome.Lines);
        Assert.Equal(Texts(example, ExampleTables.Totals), outcome.Totals);
        Assert.Equal(Texts(example, ExampleTables.Parked), outcome.Parked);
        Assert.Equal(Texts(example, ExampleTables.Warnings), outcome.Warnings);
    }

    [Fact]
    public void Examples_Together_HoldFortyContractsAndEachNameOnce()
    {
        var examples = Files().SelectMany(Read).ToArray();
        var contracts = examples.SelectMany(example => example.Rows(ExampleTables.Contracts)).Select(row => row[0]).ToArray();

        Assert.True(contracts.Length >= 40, $"{contracts.Length} contracts; expected at least 40.");
        Assert.Distinct(contracts);
        Assert.Distinct(examples.Select(example => example.Name));
    }

    [Fact]
    public void Examples_OrdersOfUnknownContracts_DoNotExist()
    {
        foreach (var example in Files().SelectMany(Read))
        {
            var contracts = example.Rows(ExampleTables.Contracts).Select(row => row[0]).ToHashSet();
            foreach (var table in new[] { ExampleTables.Orders, ExampleTables.Revisions, ExampleTables.Repairs })
            {
                Assert.All(example.Rows(table), row => Assert.Contains(row[0], contracts));
            }
        }
    }

    [Fact]
    public void Parse_ValidExample_IsRead() => Assert.Equal("E1", Assert.Single(Example.Parse("x.md", Valid)).Name);

    [Theory]
    [InlineData(4, "| contract | pattern | fee |")] // an unknown column
    [InlineData(6, "| A | monthly only | | 100 | OFF | standard |")] // a cell too few
    [InlineData(5, "| A | monthly only | | 100 | OFF | standard | 税抜 |")] // no rule below the header
    [InlineData(2, "")] // no runs
    public void Parse_OtherText_IsRefused(int line, string text)
    {
        var lines = Valid.ToArray();
        lines[line] = text;
        Assert.Throws<FormatException>(() => Example.Parse("x.md", lines));
    }

    [Fact]
    public void Parse_WithoutInvoices_IsRefused() => Assert.Contains("is missing", Assert.Throws<FormatException>(() => Example.Parse("x.md", Valid[..12])).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_UnknownWord_IsRefused()
    {
        var lines = Valid.ToArray();
        lines[6] = "| A | weekly | | 100 | OFF | standard | 税抜 |";
        Assert.Throws<FormatException>(() => ExampleOutcome.Of(Assert.Single(Example.Parse("x.md", lines))));
    }

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Examples"), "*.md").Where(file => Path.GetFileName(file) != "README.md").Order(StringComparer.Ordinal);

    private static IReadOnlyList<Example> Read(string file) => Example.Parse(Path.GetFileName(file), File.ReadLines(file));

    private static IEnumerable<string> Texts(Example example, string table) => example.Rows(table).Select(row => string.Join(" | ", row));
}
