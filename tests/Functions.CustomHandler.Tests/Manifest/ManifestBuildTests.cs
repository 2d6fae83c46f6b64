using System.Diagnostics;

using Testing;

namespace Functions.CustomHandler.Tests.Manifest;

/// <summary>A real build of an app with faulty declarations.</summary>
public sealed class ManifestBuildTests
{
    [Fact]
    public async Task Build_FaultyDeclarations_FailsWithEachFaultAtItsLine()
    {
        var output = Directory.CreateTempSubdirectory("broken-app");
        try
        {
            var project = Path.Combine(Repository.Root, "tests", "Functions.CustomHandler.Tests", "Fixtures", "BrokenApp");
            foreach (var file in Directory.GetFiles(project))
            {
                File.Copy(file, Path.Combine(output.FullName, Path.GetFileName(file)));
            }

            var (exitCode, text) = await BuildAsync(output.FullName);

            Assert.NotEqual(0, exitCode);
            Assert.Contains("BrokenFunctions.cs(9): error FN0003: BrokenFunctions.Orphan: The function 'Orphan' has no trigger", text, StringComparison.Ordinal);
            Assert.Contains("BrokenFunctions.cs(15): error FN0002: BrokenFunctions.Twin: 'my_timer' is not a binding name", text, StringComparison.Ordinal);
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Text)> BuildAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "build", "BrokenApp.csproj", "-c", "Debug", "--nologo", "-v", "m", "-tl:off", "-nodeReuse:false",
            $"-p:RuntimeFolder={AppContext.BaseDirectory}", $"-p:RepositoryFolder={Repository.Root}/",
        ])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["CI"] = "false"; // no lock file is asked for
        start.Environment.Remove("Configuration");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text + await errors);
    }
}
