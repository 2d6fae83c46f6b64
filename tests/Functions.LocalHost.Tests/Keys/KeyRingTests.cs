using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Tests.Keys;

/// <summary>functions-custom-handler §4.5: which key opens what.</summary>
public sealed class KeyRingTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["LOCALHOST_MASTER_KEY"] = "m",
        ["LOCALHOST_HOST_KEY"] = "h",
        ["LOCALHOST_HOST_KEY__old"] = "h-old",
        ["LOCALHOST_FUNCTION_KEY__Hook__default"] = "f1",
        ["LOCALHOST_FUNCTION_KEY__Hook__next"] = "f2",
        ["LOCALHOST_SYSTEM_KEY__durabletask"] = "s",
    };

    [Theory]
    [InlineData("m", "Hook", null, KeyLevel.Admin, "master")]
    [InlineData("h", "Hook", null, KeyLevel.Function, "default")]
    [InlineData("h-old", "Hook", null, KeyLevel.Function, "old")]
    [InlineData("f1", "hook", null, KeyLevel.Function, "default")]
    [InlineData("f2", "Hook", null, KeyLevel.Function, "next")]
    [InlineData("f1", "Other", null, KeyLevel.Anonymous, null)]
    [InlineData("s", "Hook", null, KeyLevel.Anonymous, null)]
    [InlineData("s", null, "DurableTask", KeyLevel.System, "durabletask_extension")]
    [InlineData("s", null, "blobs", KeyLevel.Anonymous, null)]
    [InlineData("h", null, "durabletask", KeyLevel.Anonymous, null)]
    [InlineData("h", null, null, KeyLevel.Anonymous, null)]
    [InlineData("", "Hook", null, KeyLevel.Anonymous, null)]
    [InlineData("M", "Hook", null, KeyLevel.Anonymous, null)]
    public async Task Match_Key_OpensWhatItIsFor(string presented, string? function, string? extension, object level, string? name)
    {
        var keys = await KeyRing.LoadAsync(Variables, new MemoryKeyStore(), ["durabletask"], CancellationToken.None);

        Assert.Equal(new KeyMatch((KeyLevel)level, name), keys.Match(presented, function, extension));
    }

    [Fact]
    public async Task Load_NothingSet_MakesKeysAndKeepsThem()
    {
        var folder = Directory.CreateTempSubdirectory("keys-");
        try
        {
            var path = Path.Combine(folder.FullName, "host", "keys.json");
            var first = await KeyRing.LoadAsync(new Dictionary<string, string>(), new FileKeyStore(path), ["durabletask"], CancellationToken.None);
            var second = await KeyRing.LoadAsync(new Dictionary<string, string>(), new FileKeyStore(path), ["durabletask"], CancellationToken.None);

            Assert.Equal(64, first.Master.Length);
            Assert.NotEqual(first.Master, first.DefaultHostKey);
            Assert.Equal((first.Master, first.DefaultHostKey), (second.Master, second.DefaultHostKey));
            Assert.Equal(first.SystemKeys, second.SystemKeys);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Load_FileHoldsSomethingElse_NamesTheFile()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "no keys");

            var fault = await Assert.ThrowsAsync<InvalidDataException>(() =>
                KeyRing.LoadAsync(new Dictionary<string, string>(), new FileKeyStore(path), [], CancellationToken.None));

            Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
