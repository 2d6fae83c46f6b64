namespace Rules.Tests;

/// <summary>
/// The last project of the test command. The others wrote down how the tests of each rule ended; a rule without a test, or whose tests did not
/// all pass, fails here. Run alone it judges what the last runs of the other projects left.
/// </summary>
public sealed class RulesPageTests
{
    private static readonly Rule Sample = new("B33", "日割りなし", "No proration.");

    private static string Root { get; } = FindRoot();

    [Fact]
    public void EveryRule_InThisRun_HasTestsThatPassed()
    {
        var recorded = Recorded.Read(Path.Combine(Root, "artifacts", "rules"));

        var holes = Rule.All.Where(rule => RulesPage.Result(recorded[rule.Id]) != "passed").Select(rule => $"{rule.Id} {rule.Japanese}: {RulesPage.Result(recorded[rule.Id])}");

        Assert.True(!holes.Any(), $"Run the whole command 'dotnet test BillingFunctions.sln'. These rules are open:\n{string.Join('\n', holes)}");
    }

    [Fact]
    public void ThePage_InTheRepository_IsWhatThisRunSays()
    {
        var path = Path.Combine(Root, "tests", "RULES.md");
        var kept = File.Exists(path) ? File.ReadAllText(path) : "";

        var page = RulesPage.Write(Rule.All, Recorded.Read(Path.Combine(Root, "artifacts", "rules")));

        if (page != kept)
        {
            File.WriteAllText(path, page);
        }

        Assert.True(page == kept, "tests/RULES.md was not what this run says. It was written anew: look at the difference and commit it.");
    }

    [Fact]
    public void RecordedIds_OfAllTests_AreRules()
    {
        var recorded = Recorded.Read(Path.Combine(Root, "artifacts", "rules"));

        Assert.Empty(recorded.Select(tests => tests.Key).Except(Rule.All.Select(rule => rule.Id)));
    }

    [Fact]
    public void Ids_OfTheFiles_AreUnique() => Assert.Equal(Rule.All.Count, Rule.All.DistinctBy(rule => rule.Id).Count());

    [Theory]
    [InlineData("", "**no test**")]
    [InlineData("B33\tA.B33_x\tPassed", "passed")]
    [InlineData("B33\tA.B33_x\tPassed\nB33\tA.B33_x\tFailed", "**failed**")]
    [InlineData("B32 B33\tA.B32_B33_x\tSkipped", "**failed**")]
    [InlineData("B34\tA.B34_x\tPassed", "**no test**")]
    public void Result_OfRecordedTests_IsPassedOnlyWhenAllPassed(string file, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("rules-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "X.tsv"), file);

            var recorded = Recorded.Read(folder.FullName);

            Assert.Equal(expected, RulesPage.Result(recorded["B33"]));
            Assert.EndsWith($"| {expected} |\n", RulesPage.Write([Sample], recorded), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BillingFunctions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no BillingFunctions.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
