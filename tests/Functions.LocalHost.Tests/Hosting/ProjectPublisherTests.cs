using System.Collections.Concurrent;

using Functions.LocalHost.Hosting;
using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Tests.Hosting;

/// <summary>The real command on projects that hold nothing but a target, so that each takes a moment.</summary>
public sealed class ProjectPublisherTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("publish");
    private readonly OrphanGuard _guard = OrphanGuard.Start();
    private readonly ConcurrentQueue<string> _said = new();

    public void Dispose()
    {
        _guard.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Publish_Project_IsInItsFolderWithoutTheFunctionsOfBefore()
    {
        Write("out/Former/function.json", "{}");
        Write("out/wwwroot/kept.txt", "");
        Write("Tiny/Tiny.proj", """<Project><Target Name="Publish"><WriteLinesToFile File="$(PublishDir)/made.txt" Lines="$(Configuration)" /></Target></Project>""");

        await PublishAsync(CancellationToken.None);

        Assert.Equal("Release", (await File.ReadAllTextAsync(Path.Combine(_root.FullName, "out", "made.txt"))).Trim());
        Assert.False(Directory.Exists(Path.Combine(_root.FullName, "out", "Former")));
        Assert.True(File.Exists(Path.Combine(_root.FullName, "out", "wwwroot", "kept.txt")));
        Assert.Equal("Building tiny (Tiny) …", _said.First());
        Assert.Matches(@"^tiny is built \(\d+ s\)\.$", _said.Last());
    }

    [Fact]
    public async Task Publish_BuildFails_HoldsWhatItWrote()
    {
        Write("Tiny/Tiny.proj", """<Project><Target Name="Publish"><Error Code="T0001" Text="this does not build" /></Target></Project>""");

        var failure = await Assert.ThrowsAsync<HostFailedException>(() => PublishAsync(CancellationToken.None));

        Assert.StartsWith("building Tiny ended with exit code 1:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("error T0001: this does not build", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_HostStopsMeanwhile_EndsTheBuild()
    {
        Write("Tiny/Tiny.proj", """<Project><Target Name="Publish"><Exec Command="sleep 1000" /></Target></Project>""");
        using var stop = new CancellationTokenSource();

        var publishing = PublishAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
    }

    private Task PublishAsync(CancellationToken stop) => new ProjectPublisher(new HostFolders(_root.FullName), _guard, _said.Enqueue)
        .PublishAsync(new BuiltProject { Name = "tiny", Project = "Tiny", Publish = "out" }, stop);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
