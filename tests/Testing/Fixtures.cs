using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>The inputs with expected results that the conformance suites read: <c>tests/Testing/Fixtures</c>, byte for byte as recorded.</summary>
public static class Fixtures
{
    /// <summary>The folder, found from where the test runs or from where this file was compiled.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(CompiledFrom())
        ?? throw new InvalidOperationException($"No tests/Testing/Fixtures was found upward from {AppContext.BaseDirectory}.");

    /// <summary>The full path of a file, for example <c>Path("functions-host", "ncrontab.json")</c>.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "BillingFunctions.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "Testing", "Fixtures");
            }
        }

        return null;
    }

    private static string CompiledFrom([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
