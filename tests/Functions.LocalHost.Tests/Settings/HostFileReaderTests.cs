using Functions.LocalHost.Settings;

using Testing;

namespace Functions.LocalHost.Tests.Settings;

public sealed class HostFileReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_TheRepositorysOwnFile_NamesProjectsThatExist()
    {
        var file = HostFileReader.Read(Path.Combine(Repository.Root, "infra", "local", "localhost.json"));

        Assert.NotNull(file.Demo);
        Assert.All(
            [file.App, .. file.Demo.SideProcesses, file.Demo.Command],
            each => Assert.True(File.Exists(Path.Combine(Repository.Root, each.Project, $"{Path.GetFileName(each.Project)}.csproj")), each.Project));
        Assert.Equal(7071, file.Port);
        Assert.Equal(TimeSpan.FromSeconds(30), file.ServiceBus.LockDuration);
    }

    [Fact]
    public void Read_UnknownMember_NamesFileAndMember()
    {
        var path = Write("""{ "app": { "name": "a", "project": "p", "publish": "o" }, "prot": 1 }""");

        var fault = Assert.Throws<StartFaultException>(() => HostFileReader.Read(path));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains("'prot'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_NamesIt()
    {
        var path = Path.Combine(_folder.FullName, "none.json");

        var fault = Assert.Throws<StartFaultException>(() => HostFileReader.Read(path));

        Assert.Contains(path, Assert.Single(fault.Faults), StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "localhost.json");
        File.WriteAllText(path, text);
        return path;
    }
}
