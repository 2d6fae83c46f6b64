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
