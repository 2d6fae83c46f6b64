namespace Functions.LocalHost.Hosting;

/// <summary>The <c>dotnet</c> program that builds and runs what localhost.json names.</summary>
internal static class DotNet
{
    private static readonly string[] Kept = ["DOTNET_ROOT", "DOTNET_CLI_HOME", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO"];

    public static string Program => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    /// <summary>
    /// An environment without what <c>dotnet run</c> leaves in it for its own MSBuild: a build inside would use those paths and servers,
    /// and fail or hang.
    /// </summary>
    public static IReadOnlyDictionary<string, string> CleanEnvironment(IReadOnlyDictionary<string, string> environment) =>
        environment.Where(variable => !IsOfTheBuild(variable.Key)).ToDictionary(variable => variable.Key, variable => variable.Value);

    private static bool IsOfTheBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) && !Kept.Contains(name, StringComparer.OrdinalIgnoreCase));
}
