using Functions.LocalHost.Hosting;
using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

using Microsoft.Extensions.Logging;

using Testing;

namespace Functions.LocalHost.Tests.Hosting;

/// <summary>The program that runs beside is LocalHost itself: a real one that listens on a port, and that ends when it is asked for help.</summary>
public sealed class SideProcessTests : IDisposable
{
    private readonly OrphanGuard _guard = OrphanGuard.Start();
    private readonly CapturedLog _log = new();
    private readonly ILoggerFactory _logging;

    public SideProcessTests() => _logging = LoggerFactory.Create(builder => builder.AddProvider(_log));

    public void Dispose()
    {
        _guard.Dispose();
        _logging.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Start_ItAnswers_IsAtItsPortAndEndsWithItsDisposal()
    {
        await AzuriteFixture.StartAsync(); // installed before the deadline of the start runs
        await using var side = await StartAsync(["--no-build", "--app", RunningHost.AppFolder, "--port", "{port}", "--data", "memory"], CancellationToken.None);
        using var http = new HttpClient();

        using (var answer = await http.GetAsync(new Uri(side.Url, "/admin/host/ping")))
        {
            Assert.True(answer.IsSuccessStatusCode);
        }

        Assert.False(side.Ended.IsCompleted);
        Assert.Contains("beside", _log.Text, StringComparison.Ordinal);
        await side.DisposeAsync();
        Assert.Equal(137, await side.Ended);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(side.Url, "/admin/host/ping")));
    }

    [Fact]
    public async Task Start_ItEndsBeforeItAnswers_SaysSoWithItsExitCodeAndLogsWhatItWrote()
    {
        var failure = await Assert.ThrowsAsync<HostFailedException>(() => StartAsync(["--help"], CancellationToken.None));

        Assert.StartsWith("beside did not answer at http://127.0.0.1:", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("it ended with exit code 0.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_HostStopsMeanwhile_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var starting = StartAsync(["--no-build", "--app", RunningHost.AppFolder, "--port", "{port}", "--data", "memory"], stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
    }

    [Fact]
    public async Task Start_ProgramThatWasNeverBuilt_NamesItAndWhatToDo()
    {
        var fault = await Assert.ThrowsAsync<StartFaultException>(() => StartAsync([], CancellationToken.None, project: "tools/Nothing"));

        Assert.Matches("Nothing\\.dll: found no such file.*leave out --no-build", Assert.Single(fault.Faults));
    }

    private Task<SideProcess> StartAsync(IReadOnlyList<string> arguments, CancellationToken stop, string project = "tools/Functions.LocalHost") => SideProcess.StartAsync(
        new SideProcessOptions { Name = "beside", Project = project, Publish = AppContext.BaseDirectory, Arguments = arguments, Ready = "/admin/host/ping" },
        new HostFolders(Repository.Root),
        _guard,
        _logging.CreateLogger("Side"),
        stop);
}
