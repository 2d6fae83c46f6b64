using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EndToEnd.Conventions;

/// <summary>What the solution's build files promise to whoever clones it.</summary>
public sealed partial class SolutionTests
{
    private static readonly string[] TopLevel = ["functions", "infra", "tests", "BillingFunctions.sln", "host.json", "README.md"];

    [Fact]
    public void TopLevel_Entries_AreTheFixedOnesPlusBuildAndDotFiles()
    {
        var others = Directory.EnumerateFileSystemEntries(Sources.Root)
            .Select(path => Path.GetFileName(path)!)
            .Except(TopLevel)
            .Where(name => !name.StartsWith('.') && !name.StartsWith("Directory.", StringComparison.Ordinal));

        Assert.Empty(others.Except(["global.json", "BannedSymbols.txt", "artifacts", "TestResults"]));
        Assert.All(TopLevel, name => Assert.True(Path.Exists(Path.Combine(Sources.Root, name)), $"{name} is missing."));
    }

    [Fact]
    public void Solution_EveryProject_IsInIt()
    {
        var solution = Sources.Text("BillingFunctions.sln").Replace('\\', '/');

        Assert.All(Projects(), project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void GlobalJson_Sdk_IsTheTenthWithItsLatestFeatureBand()
    {
        var sdk = JsonDocument.Parse(Sources.Text("global.json")).RootElement.GetProperty("sdk");

        Assert.Equal("10.0.100", sdk.GetProperty("version").GetString());
        Assert.Equal("latestFeature", sdk.GetProperty("rollForward").GetString());
    }

    [Fact]
    public void HostJson_Flags_AreThoseTheAppIsBuiltFor()
    {
        var host = JsonDocument.Parse(Sources.Text("host.json")).RootElement;
        var handler = host.GetProperty("customHandler");

        Assert.True(handler.GetProperty("enableForwardingHttpRequest").GetBoolean());
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal("Microsoft.Azure.Functions.ExtensionBundle", host.GetProperty("extensionBundle").GetProperty("id").GetString());
        Assert.Equal("[4.32.0, 5.0.0)", host.GetProperty("extensionBundle").GetProperty("version").GetString());
        Assert.Equal("BillingFunctions", host.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString());
    }

    [Theory]
    [InlineData("BannedSymbols.txt", "DateTime.UtcNow", "DateTimeOffset.UtcNow", "Guid.NewGuid")]
    [InlineData("functions/Billing.Functions/BannedSymbols.txt", "Net.Http.HttpClient", "Tasks.Task.Run(", "Tasks.Task.Delay(", "System.Random", "IO.File", "Environment.GetEnvironmentVariable(")]
    public void BannedSymbols_Lists_HoldWhatWouldNotReplayOrBeTested(string path, params string[] symbols)
    {
        var lines = Sources.Text(path).Split('\n');

        Assert.All(symbols, symbol => Assert.Contains(lines, line => line.Contains(symbol, StringComparison.Ordinal)));
    }

    [Fact]
    public void Build_Warnings_AreErrorsOfTheRecommendedAnalyzersEverywhere()
    {
        var properties = XDocument.Parse(Sources.Text("Directory.Build.props")).Descendants("PropertyGroup").Elements()
            .ToLookup(element => element.Name.LocalName, element => element.Value);

        Assert.Equal(
            ["true", "latest-recommended", "true", "true", "enable"],
            new[] { "TreatWarningsAsErrors", "AnalysisLevel", "EnforceCodeStyleInBuild", "CheckForOverflowUnderflow", "Nullable" }.SelectMany(name => properties[name]));
        Assert.Contains("BannedApiAnalyzers", Sources.Text("Directory.Build.targets"), StringComparison.Ordinal);
    }

    [Fact]
    public void TestProjects_RunOneAfterAnother() => Assert.Equal("-m:1", Sources.Text("Directory.Build.rsp").Trim());

    [Fact]
    public void Packages_Versions_AreExactAndCentral()
    {
        var versions = XDocument.Parse(Sources.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(element => element.Attribute("Include")!.Value, element => element.Attribute("Version")!.Value);

        Assert.All(versions, package => Assert.Matches(ExactVersion(), package.Value));
        Assert.Equal("3.2.2", versions["xunit.v3"]);
        Assert.All(Projects(), project => Assert.DoesNotMatch(VersionInProject(), Sources.Text(project)));
    }

    [Fact]
    public void LockFiles_EveryProjectHasOne_WithoutDownloadAddresses()
    {
        var locks = Projects().Select(project => $"{Path.GetDirectoryName(project)!.Replace('\\', '/')}/packages.lock.json")
            .Append("infra/local/azurite/package-lock.json")
            .ToList();

        Assert.All(locks, path => Assert.DoesNotContain("\"resolved\": \"http", Sources.Text(path), StringComparison.Ordinal));
    }

    [Fact]
    public void Warnings_SilencedInProjects_AreOnlyTheBenchmarksNu1603()
    {
        var silencing = Projects().Where(project => SilencesNu1603().IsMatch(Sources.Text(project)));

        Assert.Empty(silencing.Except(["tests/Benchmarks/Benchmarks.csproj"]));
    }

    [Fact]
    public void Sources_NoneSilencesAWarningByPragmaOrPutsWorkOff()
    {
        var findings = Sources.Files("functions").Concat(Sources.Files("infra")).Concat(Sources.Files("tests"))
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(path => Sources.Text(path).Split('\n').Select((line, index) => (path, line, index)))
            .Where(entry => PutOff().IsMatch(entry.line) && !entry.path.EndsWith("SolutionTests.cs", StringComparison.Ordinal))
            .Select(entry => $"{entry.path}:{entry.index + 1}: {entry.line.Trim()}");

        Assert.Empty(findings);
    }

    private static IEnumerable<string> Projects() =>
        Sources.Files("functions").Concat(Sources.Files("infra")).Concat(Sources.Files("tests"))
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal) && !path.Contains("/Fixtures/", StringComparison.Ordinal));

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[A-Za-z0-9.]+)?$")]
    private static partial Regex ExactVersion();

    [GeneratedRegex("PackageReference[^>]*Version=")]
    private static partial Regex VersionInProject();

    [GeneratedRegex("NU1603")]
    private static partial Regex SilencesNu1603();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|#pragma warning disable(?! (CA|xUnit)\d+ //)|#region")]
    private static partial Regex PutOff();
}
