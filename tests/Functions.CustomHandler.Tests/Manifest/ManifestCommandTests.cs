using System.Reflection;

using Functions.CustomHandler.Manifest;

namespace Functions.CustomHandler.Tests.Manifest;

public sealed class ManifestCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_AssemblyWithFaults_ReportsThemAllAndWritesNothing()
    {
        using var errors = new StringWriter();

        var exitCode = ManifestCommand.Run(typeof(ManifestCommandTests).Assembly, _folder.FullName, errors);

        Assert.Equal(1, exitCode);
        Assert.Contains("error FN0004", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("error FN0003", errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Run_FunctionThatIsNoMore_IsRemovedAndOtherFoldersStay()
    {
        File.WriteAllLines(Path.Combine(_folder.FullName, "functions.emitted"), ["Former", "../outside", ""]);
        _folder.CreateSubdirectory("Former");
        File.WriteAllText(Path.Combine(_folder.FullName, "Former", "function.json"), "{}");
        _folder.CreateSubdirectory("wwwroot");

        var exitCode = ManifestCommand.Run(typeof(FunctionAttribute).Assembly, _folder.FullName, Console.Error);

        Assert.Equal(0, exitCode);
        Assert.Equal(["functions.emitted", "wwwroot"], _folder.EnumerateFileSystemInfos().Select(each => each.Name).Order());
    }

    [Fact]
    public void TryEmitFunctions_OtherArguments_LeavesTheProgramToRun() =>
        Assert.False(FunctionsApplication.TryEmitFunctions(["--urls", "x"], out _));

    [Fact]
    public void Locator_MethodWithoutSymbols_IsNamedByItsAssembly()
    {
        var method = typeof(string).GetMethod(nameof(string.Intern), BindingFlags.Public | BindingFlags.Static)!;

        Assert.StartsWith("System.Private.CoreLib.dll: error FN0001: System.String.Intern: ", new ManifestFault("FN0001", method, "x").ToBuildError(), StringComparison.Ordinal);
    }
}
