using System.Collections.Concurrent;
using System.Diagnostics;

using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>Publishes the projects of localhost.json, saying how it goes.</summary>
internal sealed class ProjectPublisher(HostFolders folders, OrphanGuard guard, Action<string> progress)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private const int MostLinesKept = 200;

    /// <exception cref="HostFailedException">The build failed; the message holds what it wrote.</exception>
    public async Task PublishAsync(BuiltProject project, CancellationToken cancellationToken)
    {
        var target = folders.Full(project.Publish);
        RemoveFunctions(target);
        progress($"Building {project.Name} ({project.Project}) …");
        var clock = Stopwatch.StartNew();
        var lines = new ConcurrentQueue<string>();
        using var build = ChildProcess.Start(Start(project, target, lines), guard);
        try
        {
            while (await Task.WhenAny(build.Exited, Task.Delay(Heartbeat, cancellationToken)) != build.Exited)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress($"… still building {project.Name} ({clock.Elapsed.TotalSeconds:F0} s)");
            }
        }
        finally
        {
            await build.KillAsync();
        }

        if (await build.Exited is not 0 and var code)
        {
            throw new HostFailedException($"building {project.Project} ended with exit code {code}:\n{string.Join('\n', lines)}");
        }

        progress($"{project.Name} is built ({clock.Elapsed.TotalSeconds:F0} s).");
    }

    private ChildStart Start(BuiltProject project, string target, ConcurrentQueue<string> lines)
    {
        void Keep(string line)
        {
            if (lines.Count < MostLinesKept)
            {
                lines.Enqueue(line);
            }
        }

        return new ChildStart
        {
            FileName = DotNet.Program,
            Arguments =
            [
                "publish", folders.Full(project.Project), "-c", "Release", "-o", target, "-m:1", "-nodeReuse:false", "-v", "quiet", "--nologo",
            ],
            WorkingDirectory = folders.Root,
            Environment = DotNet.CleanEnvironment(SettingsLayers.Environment()),
            Output = Keep,
            Error = Keep,
        };
    }

    // A publish only adds and replaces: the folder of a function that is gone from the code would still be loaded.
    private static void RemoveFunctions(string target)
    {
        if (Directory.Exists(target))
        {
            foreach (var function in Directory.EnumerateDirectories(target).Where(folder => File.Exists(Path.Combine(folder, "function.json"))))
            {
                Directory.Delete(function, recursive: true);
            }
        }
    }
}
