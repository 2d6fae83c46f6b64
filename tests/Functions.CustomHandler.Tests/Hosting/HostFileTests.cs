using HostFile = Functions.CustomHandler.Hosting.HostFile;

namespace Functions.CustomHandler.Tests.Hosting;

public sealed class HostFileTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData("{}", "api", 30)]
    [InlineData("""{ "functionTimeout": "00:10:00", "extensions": { "http": { "routePrefix": "/v1/" } } }""", "v1", 10)]
    [InlineData("""{ /* a comment */ "functionTimeout": "-1", "extensions": { "http": { "routePrefix": "" } }, }""", "", null)]
    public void Read_File_GivesPrefixAndTimeoutAsTheHostReadsThem(string text, string prefix, int? minutes)
    {
        File.WriteAllText(Path.Combine(_root.FullName, "host.json"), text);

        Assert.Equal(new HostFile(prefix, minutes is { } each ? TimeSpan.FromMinutes(each) : null), HostFile.Read(_root.FullName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("""{ "functionTimeout": "soon" }""")]
    public void Read_MissingOrBrokenFile_NamesIt(string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(_root.FullName, "host.json"), text);
        }

        var failure = Assert.Throws<InvalidOperationException>(() => HostFile.Read(_root.FullName));
        Assert.StartsWith(Path.Combine(_root.FullName, "host.json") + " cannot be read: ", failure.Message, StringComparison.Ordinal);
    }
}
