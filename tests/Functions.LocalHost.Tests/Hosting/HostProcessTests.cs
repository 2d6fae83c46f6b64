using System.Text.Json;
using System.Text.RegularExpressions;

using Testing;

namespace Functions.LocalHost.Tests.Hosting;

/// <summary>The real program with real processes below it.</summary>
public sealed partial class HostProcessTests : IAsyncLifetime
{
    private const int Sigint = 2;
    private const int Sighup = 1;
    private const int Sigterm = 15;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private AzuriteFixture _azurite = null!;

    // Installed before any deadline runs.
    public async ValueTask InitializeAsync() => _azurite = await AzuriteFixture.StartAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Start_App_IsReadyAndItsOutputIsLogged()
    {
        await using var host = RunningHost.StartApp();

        var url = await host.ReadyAsync();

        Assert.NotEqual(0, url.Port);
        Assert.Contains(await host.AppAsync(), host.Descendants());
        await host.MatchesAsync(InfoLine());
        await host.MatchesAsync(WarningLine());
    }

    [Fact]
    public async Task Request_ToAFunction_IsAnsweredByTheAppWithItsEnvironment()
    {
        await using var host = RunningHost.StartAppOn(_azurite, ("Greeting", "from the environment"), ("LOCALHOST_MASTER_KEY", "only-the-host-knows-this-key"));
        var url = await host.ReadyAsync();
        using var http = new HttpClient();

        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(url, "/api/hello?x=1")));

        Assert.Equal("/api/hello?x=1", answer.RootElement.GetProperty("path").GetString());
        Assert.Equal(await host.AppAsync(), answer.RootElement.GetProperty("pid").GetInt32());
        var environment = answer.RootElement.GetProperty("environment");
        string? Get(string name) => environment.TryGetProperty(name, out var value) ? value.GetString() : null;
        Assert.Equal("from the environment", Get("Greeting"));
        Assert.Equal(_azurite.ConnectionString, Get("AzureWebJobsStorage"));
        Assert.Equal("custom", Get("FUNCTIONS_WORKER_RUNTIME"));
        Assert.Equal($"localhost:{url.Port}", Get("WEBSITE_HOSTNAME"));
        Assert.Equal(RunningHost.AppFolder, Get("FUNCTIONS_APP_ROOT_PATH"));
        Assert.Equal(Get("FUNCTIONS_CUSTOMHANDLER_PORT"), Get("FUNCTIONS_HTTPWORKER_PORT"));
        Assert.True(Guid.TryParse(Get("FUNCTIONS_CUSTOMHANDLER_WORKER_ID"), out _));
        Assert.Equal(Get("FUNCTIONS_CUSTOMHANDLER_WORKER_ID"), Get("FUNCTIONS_HTTPWORKER_ID"));
        Assert.Null(Get("LOCALHOST_MASTER_KEY"));
    }

    [Theory]
    [InlineData(Sigterm)]
    [InlineData(Sigint)]
    public async Task Signal_RunningHost_EndsWithZeroAndNothingIsLeft(int signal)
    {
        await using var host = RunningHost.StartApp(("WITH_CHILD", "1"));
        await host.ReadyAsync();
        await host.MatchesAsync(ChildLine());
        var below = host.Descendants();
        Assert.True(below.Count >= 4, $"expected guard, Azurite, app and the app's child, found {below.Count} processes:\n{host.Output}");

        RunningHost.Signal(host.Id, signal);

        Assert.Equal(0, await host.ExitCodeAsync());
        await RunningHost.GoneAsync(below);
    }

    [Fact]
    public async Task Kill9_OfTheHost_TakesEverythingWithIt()
    {
        await using var host = RunningHost.StartApp(("WITH_CHILD", "1"));
        await host.ReadyAsync();
        await host.MatchesAsync(ChildLine());
        var below = host.Descendants();

        RunningHost.Kill(host.Id);

        await RunningHost.GoneAsync(below);
    }

    [Fact]
    public async Task Kill9_OfTheApp_ThreeTimes_RestartsItTwiceThenRecyclesTheHost()
    {
        await using var host = RunningHost.StartAppOn(_azurite);
        var url = await host.ReadyAsync();

        RunningHost.Kill(await host.AppAsync());
        RunningHost.Kill(await host.AppAsync(2));
        RunningHost.Kill(await host.AppAsync(3));
        var again = await host.ReadyAsync(2);
        await host.AppAsync(4);

        Assert.Equal(url, again);
        Assert.Equal(2, (await host.MatchesAsync(RestartLine(), 2)).Count);
        Assert.Single(await host.MatchesAsync(RecycleLine()));
    }

    [Fact]
    public async Task Function_ThatNeverAnswers_HasItsAppKilledAndItsMessageDeliveredToTheNext()
    {
        await using var host = RunningHost.Start(["--app", RunningHost.App("hanging-app"), "--port", "0", "--data", "memory"]);

        var first = Assert.Single(await host.MatchesAsync(new Regex(@"delivery 1 reached process (\d+)")));
        var killed = Assert.Single(await host.MatchesAsync(new Regex(@"\[105\] The app \(process (\d+)\) is killed: .*Timeout value of 00:00:02")));
        var later = (await host.MatchesAsync(new Regex(@"delivery [2-9] reached process (\d+)")))[0];

        Assert.Equal(first, killed);
        Assert.NotEqual(first, later);
        await RunningHost.GoneAsync(int.Parse(first, System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotMatch(RestartLine(), host.Output); // a time-out is no crash: it is not counted towards a recycle
    }

    [Fact]
    public async Task Azurite_Ends_HostEndsWithOneAndNothingIsLeft()
    {
        await using var host = RunningHost.StartApp();
        await host.ReadyAsync();
        var below = host.Descendants();

        RunningHost.Kill(below.Single(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("--disableTelemetry", StringComparison.Ordinal)));

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains("LocalHost failed: Azurite ended.", host.Output, StringComparison.Ordinal);
        await RunningHost.GoneAsync(below);
    }

    [Fact]
    public async Task AppThatNeverListens_IsKilledAfterItsTimeAndGivenUp()
    {
        File.WriteAllText(
            Path.Combine(_folder.FullName, "host.json"),
            """{ "version": "2.0", "customHandler": { "initializationTimeout": "00:00:01", "description": { "defaultExecutablePath": "node", "arguments": [ "app.js" ] } } }""");
        File.WriteAllText(Path.Combine(_folder.FullName, "app.js"), "setInterval(() => { }, 1000);");
        var function = _folder.CreateSubdirectory("Hello");
        File.Copy(Path.Combine(RunningHost.AppFolder, "Hello", "function.json"), Path.Combine(function.FullName, "function.json"));

        await using var host = RunningHost.Start(["--app", _folder.FullName, "--port", "0", "--azurite-external", _azurite.ConnectionString]);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(3, (await host.MatchesAsync(new Regex(@"\[106\] The app \(process (\d+)\) did not answer on its port within 00:00:01"), 3)).Count);
    }

    [Fact]
    public async Task AppEnds_WithZero_IsNotStartedAgainAndTheHostStays()
    {
        await using var host = RunningHost.StartAppOn(_azurite);
        await host.ReadyAsync();
        var app = await host.AppAsync();

        RunningHost.Signal(app, Sigterm);
        await host.MatchesAsync(EndedLine());
        host.Terminate();

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.Single(await host.MatchesAsync(new Regex(@"App process: (\d+)")));
    }

    [Fact]
    public async Task AppEnds_With200_IsStartedAgainWithoutBeingCounted()
    {
        await using var host = RunningHost.StartAppOn(_azurite);
        await host.ReadyAsync();

        for (var round = 1; round <= 4; round++)
        {
            var app = await host.AppAsync(round);
            await host.MatchesAsync(AnswersLine(), round);
            RunningHost.Signal(app, Sighup);
        }

        await host.AppAsync(5);
        Assert.DoesNotMatch(RecycleLine(), host.Output);
    }

    [Fact]
    public async Task AppCannotStart_HostEndsWithOneAfterThreeTriesAndShowsWhy()
    {
        await using var host = RunningHost.StartAppOn(_azurite, ("EXIT_AT_START", "3"));

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Equal(3, (await host.MatchesAsync(new Regex("(fault: this setting cannot work)"), 3)).Count);
        Assert.Contains("the app could not be started", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppRefusesItsSettings_HostEndsWithTwoAfterOneTryAndShowsTheFaults()
    {
        await using var host = RunningHost.StartAppOn(_azurite, ("EXIT_AT_START", "78"));

        Assert.Equal(2, await host.ExitCodeAsync());
        Assert.Single(await host.MatchesAsync(new Regex(@"App process: (\d+)")));
        Assert.Single(await host.MatchesAsync(new Regex("(fault: this setting cannot work)")));
        Assert.Contains("its settings cannot work (exit code 78)", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppEnds_With78AfterItHasAnswered_IsACrashLikeAnyOther()
    {
        var refuses = Path.Combine(_folder.FullName, "refuses");
        await using var host = RunningHost.StartAppOn(_azurite, ("REFUSES_WHILE", refuses));
        await host.ReadyAsync();

        await File.WriteAllTextAsync(refuses, "");
        RunningHost.Kill(await host.AppAsync());
        await host.MatchesAsync(new Regex(@"\[101\] The app \(process (\d+)\) ended with exit code 78; it is started again"));
        File.Delete(refuses);

        await host.MatchesAsync(AnswersLine(), 2);
    }

    [Fact]
    public async Task SecondHost_OnTheSameData_RefusesToStart()
    {
        string[] arguments = ["--app", RunningHost.AppFolder, "--port", "0", "--data", _folder.FullName];
        await using var first = RunningHost.Start(arguments);
        await first.ReadyAsync();

        await using var second = RunningHost.Start(arguments);

        Assert.Equal(2, await second.ExitCodeAsync());
        Assert.Contains("found another LocalHost at work on it", second.Output, StringComparison.Ordinal);
        RunningHost.Kill(first.Id);
        await first.ExitCodeAsync();
        await using var third = RunningHost.Start(arguments);
        await third.ReadyAsync();
    }

    [Fact]
    public async Task Port_Taken_NextFreeOneIsUsedAndSaid()
    {
        await using var first = RunningHost.StartApp();
        var taken = (await first.ReadyAsync()).Port;

        await using var second = RunningHost.Start(["--app", RunningHost.AppFolder, "--port", $"{taken}", "--data", "memory"]);

        var port = (await second.ReadyAsync()).Port;
        Assert.True(port > taken);
        Assert.Contains($"Port {taken} is taken: listening on {port}.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenApp_ExitsWithTwoAndNamesEveryFault()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "host.json"), """{ "version": "1.0", "customHandler": { "description": { "defaultExecutablePath": "node" } } }""");
        foreach (var name in new[] { "One", "Two" })
        {
            _folder.CreateSubdirectory(name);
            File.WriteAllText(Path.Combine(_folder.FullName, name, "function.json"), "{}");
        }

        await using var host = RunningHost.Start(["--app", _folder.FullName, "--port", "0", "--data", "memory"]);

        Assert.Equal(2, await host.ExitCodeAsync());
        Assert.Contains("host.json: version: found \"1.0\", expected \"2.0\".", host.Output, StringComparison.Ordinal);
        Assert.Contains("One/function.json: bindings: found nothing", host.Output, StringComparison.Ordinal);
        Assert.Contains("Two/function.json: bindings: found nothing", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_MadeAtRandom_AreInTheFileThatIsNamedAndNeverShown()
    {
        await using var host = RunningHost.Start(["--app", RunningHost.AppFolder, "--port", "0", "--data", _folder.FullName]);
        await host.ReadyAsync();

        var named = (await host.MatchesAsync(new Regex(@"Keys: 'host/default' in (\S+keys\.json), sent as x-functions-key")))[0];

        using var keys = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.GetFullPath(named, Environment.CurrentDirectory)));
        Assert.DoesNotContain(keys.RootElement.GetProperty("host/default").GetString()!, host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port x", "--port: found 'x', expected a port from 0 to 65535")]
    [InlineData("--data", "--data: found no value")]
    [InlineData("--wrong", "Found the argument '--wrong'")]
    [InlineData("--exit", "--exit: found without demo")]
    [InlineData("--exit demo --port x", "LocalHost cannot start (1 found):")] // in any order
    public async Task Arguments_ThatCannotBe_ExitWithTwo(string arguments, string expected)
    {
        await using var host = RunningHost.Start(arguments.Split(' '));

        Assert.Equal(2, await host.ExitCodeAsync());
        Assert.Contains(expected, host.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(info: App\[120\] said on stdout)")]
    private static partial Regex InfoLine();

    [GeneratedRegex(@"(warn: App\[120\] warning said on stderr)")]
    private static partial Regex WarningLine();

    [GeneratedRegex(@"child (\d+)")]
    private static partial Regex ChildLine();

    [GeneratedRegex(@"\[101\] The app \(process (\d+)\) ended with exit code 137; it is started again")]
    private static partial Regex RestartLine();

    [GeneratedRegex(@"\[130\] (The host recycles itself)")]
    private static partial Regex RecycleLine();

    [GeneratedRegex(@"\[103\] The app \(process (\d+)\) ended with exit code 0")]
    private static partial Regex EndedLine();

    [GeneratedRegex(@"\[100\] (The app answers)")]
    private static partial Regex AnswersLine();
}
