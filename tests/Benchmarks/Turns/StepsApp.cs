extern alias runtime;

using runtime::Functions.CustomHandler;
using runtime::Functions.CustomHandler.Manifest;

namespace Benchmarks.Turns;

/// <summary>Runs <see cref="StepsFunctions"/> as a function app, and lays out its app root.</summary>
internal static class StepsApp
{
    public const string Argument = "steps-app";

    public static async Task RunAsync()
    {
        var builder = FunctionsApplication.CreateBuilder([], [typeof(StepsFunctions)]);
        await using var app = builder.Build();
        await app.RunAsync();
    }

    /// <summary>host.json with this program as the handler, and the function.json folders.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "host.json"), $$"""
            {
              "version": "2.0",
              "extensions": { "durableTask": { "hubName": "Steps", "maxConcurrentActivityFunctions": 32, "maxConcurrentOrchestratorFunctions": 32 } },
              "customHandler": { "description": { "defaultExecutablePath": "{{Environment.ProcessPath}}", "arguments": ["{{Argument}}"] } }
            }
            """);
        var exitCode = ManifestCommand.Run([typeof(StepsFunctions)], folder, Console.Error);
        if (exitCode != 0)
        {
            throw new InvalidOperationException("The functions of the benchmark are not declared correctly.");
        }

        // The app reads its own copy beside the program.
        File.Copy(Path.Combine(folder, "host.json"), Path.Combine(AppContext.BaseDirectory, "host.json"), overwrite: true);
    }
}
