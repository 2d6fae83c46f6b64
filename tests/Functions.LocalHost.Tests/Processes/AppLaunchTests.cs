using Functions.LocalHost.Definitions;
using Functions.LocalHost.Processes;

namespace Functions.LocalHost.Tests.Processes;

public sealed class AppLaunchTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Executable_RelativePathOfAFileUnderTheWorkerDirectory_IsThatFile()
    {
        _root.CreateSubdirectory("bin");
        var program = Path.Combine(_root.FullName, "bin", "app");
        File.WriteAllText(program, "");

        Assert.Equal(program, AppLaunch.Executable(App(new CustomHandlerOptions { ExecutablePath = "app", WorkerDirectory = "bin" })));
    }

    [Fact]
    public void Executable_NoSuchFile_IsLeftToThePath() =>
        Assert.Equal("node", AppLaunch.Executable(App(new CustomHandlerOptions { ExecutablePath = "node" })));

    [Fact]
    public void Executable_AbsolutePath_IsItself() =>
        Assert.Equal("/bin/sh", AppLaunch.Executable(App(new CustomHandlerOptions { ExecutablePath = "/bin/sh" })));

    [Fact]
    public void Create_WorkingDirectory_IsBelowTheAppRoot() => Assert.Equal(
        Path.Combine(_root.FullName, "w"),
        AppLaunch.Create(App(new CustomHandlerOptions { ExecutablePath = "node", WorkingDirectory = "w" }), new Dictionary<string, string>()).WorkingDirectory);

    private AppDefinition App(CustomHandlerOptions handler) => new(_root.FullName, new HostJson { CustomHandler = handler }, []);
}
