using System.Net;

using Functions.LocalHost.Azurite;
using Functions.LocalHost.Hosting;

using Testing;

namespace Functions.LocalHost.Tests.Azurite;

public sealed class AzuriteProcessTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "infra", "local", "azurite");

    [Fact]
    public async Task Start_InMemory_AllThreeServicesAnswer()
    {
        var azurite = await AzuriteFixture.StartAsync();
        using var http = new HttpClient();

        foreach (var service in new[] { azurite.Blob, azurite.Queue, azurite.Table })
        {
            using var answer = await http.GetAsync($"{service}?comp=list");
            Assert.InRange(answer.StatusCode, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden); // it listens, and misses a signature
            Assert.StartsWith("Azurite-", answer.Headers.Server.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dispose_WithDataFolder_EndsTheProcessAndKeepsTheFiles()
    {
        await AzuriteFixture.StartAsync(); // installed
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var azurite = await AzuriteProcess.StartAsync(Folder, data.FullName, CancellationToken.None);
            using var process = System.Diagnostics.Process.GetProcessById(azurite.ProcessId);

            await azurite.DisposeAsync();

            Assert.True(process.HasExited);
            Assert.NotEmpty(data.GetFiles("__azurite_db_*.json"));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>npm itself is at work until the second line about it was told; nothing is fetched.</summary>
    [Fact]
    public async Task Ensure_WhileNpmIsAtWork_TellsThatItIsUntilItHasEnded()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), """{"name":"slow","version":"1.0.0","scripts":{"preinstall":"node wait.js"}}""");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package-lock.json"), """{"name":"slow","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"slow","version":"1.0.0"}}}""");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "wait.js"), """
                const began = Date.now();
                setInterval(() => {
                  if (require('fs').existsSync('go')) process.exit(0);
                  if (Date.now() - began > 60000) process.exit(1);
                }, 20);
                """);
            List<string> told = [];

            await AzuriteInstaller.EnsureAsync(folder.FullName, Tell, CancellationToken.None, heartbeat: TimeSpan.FromMilliseconds(50));

            Assert.StartsWith("Installing Azurite", told[0], StringComparison.Ordinal);
            Assert.StartsWith("… still installing Azurite", told[1], StringComparison.Ordinal);
            Assert.StartsWith("Azurite is installed", told[^1], StringComparison.Ordinal);

            void Tell(string line)
            {
                told.Add(line);
                if (told.Count == 3)
                {
                    File.WriteAllText(Path.Combine(folder.FullName, "go"), "");
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Ensure_FolderWithoutLockFile_SaysWhatNpmWrote()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), """{"dependencies":{"azurite":"3.37.0"}}""");

            var failure = await Assert.ThrowsAsync<HostFailedException>(
                () => AzuriteInstaller.EnsureAsync(folder.FullName, _ => { }, CancellationToken.None));

            Assert.Contains("npm ci", failure.Message, StringComparison.Ordinal);
            Assert.Contains("package-lock", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
