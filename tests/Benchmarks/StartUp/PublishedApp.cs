using System.Text.Json;

using Testing;

namespace Benchmarks.StartUp;

/// <summary>The published app and the settings it needs, which are the demo's; nobody answers where they point to.</summary>
internal static class PublishedApp
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "app");

    public static string Executable { get; } = Path.Combine(Folder, OperatingSystem.IsWindows() ? "Billing.Functions.exe" : "Billing.Functions");

    public static IReadOnlyDictionary<string, string> Settings { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        using var file = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Repository.Root, "infra", "local", "localhost.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return file.RootElement.GetProperty("demo").GetProperty("settings").EnumerateObject()
            .ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!.Replace("{sandboxUrl}", "http://127.0.0.1:9", StringComparison.Ordinal));
    }
}
