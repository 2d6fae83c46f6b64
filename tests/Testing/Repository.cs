using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>Where the repository is: found upward from where the test runs, or from where this file was compiled.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(CompiledFrom())
        ?? throw new InvalidOperationException($"No BillingFunctions.sln was found upward from {AppContext.BaseDirectory}.");

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BillingFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string CompiledFrom([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
