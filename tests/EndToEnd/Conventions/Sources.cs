using System.Runtime.CompilerServices;

namespace EndToEnd.Conventions;

/// <summary>The repository's own files, found from where this file was compiled or from where the test runs.</summary>
internal static class Sources
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", ".local", ".git", "TestResults"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(CompiledFrom())
        ?? throw new InvalidOperationException($"No BillingFunctions.sln was found upward from {AppContext.BaseDirectory}.");

    /// <summary>Every file below <paramref name="folder"/> (relative to the root) that people wrote, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Walk(Path.Combine(Root, folder)).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    public static string Text(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !NotOurs.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

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
