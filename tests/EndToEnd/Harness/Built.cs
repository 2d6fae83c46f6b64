using System.Reflection;

namespace EndToEnd.Harness;

/// <summary>What the build of this project put where: it builds the host and the sandbox, and publishes the app.</summary>
internal static class Built
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string App { get; } = Path.Combine(Root, "artifacts", "app");

    public static string LocalHost { get; } = Output("Functions.LocalHost");

    public static string Sandbox { get; } = Output("Billing.Sandbox");

    private static string Output(string project) =>
        Path.Combine(Root, "infra", "local", project, "bin", Metadata("Configuration"), "net10.0", $"{project}.dll");

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
