using Functions.LocalHost.Azurite;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Merge_Layers_TheLaterWinsAndNamesIgnoreCase()
    {
        var merged = SettingsLayers.Merge(new Dictionary<string, string> { ["A"] = "1", ["B"] = "1" }, new Dictionary<string, string> { ["a"] = "2" });

        Assert.Equal(("2", "1"), (merged["A"], merged["b"]));
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": false, "Values": { "A__B": "x" } }""")]
    [InlineData("""{ "A": { "B": "x" } } // nested""")]
    [InlineData("""{ "A:B": "x", }""")]
    public void SettingsFile_EitherForm_GivesFlatNames(string json) => Assert.Equal("x", SettingsFileReader.Read(Write(json))["a__b"]);

    [Theory]
    [InlineData("[]", "found Array, expected an object")]
    [InlineData("""{ "A": null }""", "A: found Null, expected a text")]
    [InlineData("""{ "A": """, "LineNumber")]
    public void SettingsFile_OtherForm_IsAFaultWithItsPlace(string json, string expected)
    {
        var path = Write(json);

        var fault = Assert.Throws<StartFaultException>(() => SettingsFileReader.Read(path));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Placeholders_KnownNames_AreFilledAndOthersLeft() => Assert.Equal(
        "http://h/{x} {} { hostUrl }",
        new Placeholders(new Dictionary<string, string> { ["hostUrl"] = "http://h" }).Fill("{hostUrl}/{x} {} { hostUrl }"));

    [Fact]
    public void StorageConnection_Text_IsReadAndWrittenBack()
    {
        var connection = StorageConnectionReader.Read("UseDevelopmentStorage=true");

        Assert.Equal(AzuriteProcess.AccountName, connection.AccountName);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", connection.TableEndpoint.ToString());
        Assert.Equal(connection, StorageConnectionReader.Read(connection.ConnectionString));
    }

    [Fact]
    public void StorageConnection_WithoutEndpoints_NamesEachAndShowsNoKey()
    {
        var fault = Assert.Throws<StartFaultException>(() => StorageConnectionReader.Read("AccountName=a;AccountKey=c2VjcmV0"));

        Assert.Equal(3, fault.Faults.Count);
        Assert.DoesNotContain("c2VjcmV0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataFolder_Wipe_EmptiesWhatAHostMade()
    {
        var path = Path.Combine(_folder.FullName, "data");
        using (DataFolder.Open(path, wipe: true))
        {
            File.WriteAllText(Path.Combine(path, "old"), "");
        }

        using var again = DataFolder.Open(path, wipe: true);

        Assert.Equal([".lock"], new DirectoryInfo(path).GetFileSystemInfos().Select(entry => entry.Name));
    }

    [Fact]
    public void DataFolder_WipeOfSomebodyElsesFolder_IsRefused()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "precious"), "");

        Assert.Throws<StartFaultException>(() => DataFolder.Open(_folder.FullName, wipe: true));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "precious")));
    }

    [Fact]
    public void DataFolder_External_IsLockedByItsAddress()
    {
        var address = new Uri($"http://127.0.0.1:1/{Path.GetFileName(_folder.FullName)}");
        using var first = DataFolder.External(address);

        Assert.Throws<StartFaultException>(() => DataFolder.External(address));
    }

    [Fact]
    public void CommandLine_Everything_IsRead()
    {
        var line = CommandLine.Parse(["demo", "--exit", "--no-build", "--app", "a", "--port", "0", "--data", "memory", "--azurite-external", "c", "--settings", "s"]);

        Assert.True(line.Demo && line.ExitAfterDemo && line.NoBuild && line.KeepsInMemory);
        Assert.Equal(("a", 0, "c", "s"), (line.App, line.Port, line.ExternalAzurite, line.SettingsFile));
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "settings.json");
        File.WriteAllText(path, text);
        return path;
    }
}
