using System.Xml.Linq;

namespace EndToEnd.Conventions;

/// <summary>Which project may reference which, and what each may be built on: the table "Projects" of the README.</summary>
public sealed class ReferenceRulesTests
{
    private static readonly Dictionary<string, Allowed> Rules = new()
    {
        ["functions/Billing.Core"] = new([], [], FrameworkOnly: true),
        ["functions/Billing.Adapters"] = new(["Billing.Core"], ["Azure.Core", "Azure.Identity", "Polly.Core"]),
        ["functions/Billing.Functions"] = new(
            ["Billing.Core", "Billing.Adapters", "Functions.CustomHandler"],
            ["OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Microsoft.AspNetCore.OpenApi"]),
        ["functions/Functions.CustomHandler"] = new([], ["Google.Protobuf", "Grpc.Tools"]),
        ["infra/local/Functions.LocalHost"] = new([], ["Google.Protobuf", "Grpc.Tools"]),
        ["infra/local/Billing.Sandbox"] = new([], ["Spectre.Console"]),
    };

    public static TheoryData<string> Projects() => new(Rules.Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_AreThoseTheDesignAllows(string folder)
    {
        var project = Load(folder);

        var references = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Empty(references.Except(Rules[folder].Projects));
        Assert.Empty(Includes(project, "PackageReference").Except(Rules[folder].Packages));
    }

    [Fact]
    public void Core_Framework_IsTheBareOne()
    {
        var project = Load("functions/Billing.Core");

        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")!.Value);
        Assert.Empty(Includes(project, "FrameworkReference"));
    }

    [Fact]
    public void EveryProductProject_HasARule()
    {
        var projects = Sources.Files("functions").Concat(Sources.Files("infra"))
            .Where(path => path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/'));

        Assert.Equal(Rules.Keys.Order(), projects.Order());
    }

    [Fact]
    public void TheEmptyListOfFaults_WouldNotHideAnUnlistedReference()
    {
        var project = XDocument.Parse("""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Surprise" /></ItemGroup></Project>""");

        Assert.Equal(["Surprise"], Includes(project, "PackageReference").Except(Rules["functions/Billing.Core"].Packages));
    }

    private static XDocument Load(string folder) =>
        XDocument.Parse(Sources.Text($"{folder}/{Path.GetFileName(folder)}.csproj"));

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();

    private sealed record Allowed(string[] Projects, string[] Packages, bool FrameworkOnly = false);
}
