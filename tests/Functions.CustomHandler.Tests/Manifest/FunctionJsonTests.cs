using Functions.CustomHandler.Manifest;

using Microsoft.AspNetCore.Http;

using Testing;

namespace Functions.CustomHandler.Tests.Manifest;

/// <summary>One golden file for each kind of trigger; refreshed with <c>UPDATE_GOLDEN=1</c>, reviewed as code.</summary>
public sealed class FunctionJsonTests
{
    public static TheoryData<string> Names() => new(FunctionCatalog.Of([typeof(SampleFunctions)]).Functions.Select(function => function.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EachKind_IsTheGoldenFile(string name)
    {
        var function = FunctionCatalog.Of([typeof(SampleFunctions)]).Functions.Single(each => each.Name == name);

        Golden.Assert(FunctionJson.Write(function), "Functions.CustomHandler.Tests", "Manifest", $"{name}.json");
    }

    [Fact]
    public void Write_TriggerNamedAsTheAnswerInAnotherCase_GivesTheAnswerAnotherName()
    {
        var function = FunctionCatalog.Of([typeof(Shouting)]).Functions.Single();

        Assert.Contains("\"name\": \"response\"", FunctionJson.Write(function), StringComparison.Ordinal); // names are unique ignoring case
    }

    private sealed class Shouting
    {
        [Function("Shout")]
        public string Shout([HttpTrigger] HttpRequest RES) => RES.Path;
    }

    [Fact]
    public void Golden_EveryFile_BelongsToAKind()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Functions.CustomHandler.Tests", "Golden", "Manifest"))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Names().Select(row => (string?)row.Data).Order(), files.Order());
    }
}
