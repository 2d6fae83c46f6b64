using Testing;

namespace EndToEnd.Conventions;

/// <summary>The repository's own files, found from where this file was compiled or from where the test runs.</summary>
internal static class Sources
{
    private static readonly string[] NotOurs = ["bin", "obj", "artifacts", "node_modules", ".local", ".git", "TestResults"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => Repository.Root;

    /// <summary>Every file below <paramref name="folder"/> (relative to the root) that people wrote, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Walk(Path.Combine(Root, folder)).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    public static string Text(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !NotOurs.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));
}
