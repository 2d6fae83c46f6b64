using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Testing;

namespace Benchmarks.StartUp;

/// <summary>
/// From the start of the process to its first answer to <c>GET /</c>, and its resident memory then: the published app, with its tables
/// already there, against <see cref="EmptyApp"/>; so many alternating runs, medians.
/// </summary>
internal static class StartUpBenchmark
{
    private const int Runs = 11;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        var app = PublishedApp.Executable;
        var settings = new Dictionary<string, string>(PublishedApp.Settings)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Bus"] = "Endpoint=sb://127.0.0.1:9;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true",
            ["FUNCTIONS_WORKER_RUNTIME"] = "custom",
        };
        List<Start> ours = [], empty = [];
        await StartAsync(app, [], settings); // the first start makes the tables and warms the file cache; it is not counted
        await StartEmptyAsync();
        for (var run = 0; run < Runs; run++)
        {
            ours.Add(await StartAsync(app, [], settings));
            empty.Add(await StartEmptyAsync());
        }

        var (took, emptyTook) = (Figures.Median(ours.Select(s => s.Took.TotalMilliseconds)), Figures.Median(empty.Select(s => s.Took.TotalMilliseconds)));
        var (memory, emptyMemory) = (Figures.Median(ours.Select(s => s.Megabytes)), Figures.Median(empty.Select(s => s.Megabytes)));
        return
        [
            new Figure($"start-up to the first answer, median of {Runs}", Figures.Text(took, "ms"), Figures.Text(emptyTook, "ms"),
                Figures.Text(took - emptyTook, "ms more"), "≤ +120 ms", took - emptyTook <= 120),
            new Figure($"resident memory then, median of {Runs}", Figures.Text(memory, "MB", 1), Figures.Text(emptyMemory, "MB", 1),
                Figures.Text(memory - emptyMemory, "MB more", 1), "≤ +40 MB", memory - emptyMemory <= 40),
        ];
    }

    private static Task<Start> StartEmptyAsync() =>
        StartAsync(Environment.ProcessPath!, [EmptyApp.Argument, "{url}"], new Dictionary<string, string>());

    private static async Task<Start> StartAsync(string file, string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        var port = FreePort();
        var url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo(file, arguments.Select(each => each.Replace("{url}", url, StringComparison.Ordinal)))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(file)!,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        try
        {
            await AnswersAsync(url, process, errors, clock);
            var took = clock.Elapsed;
            process.Refresh();
            return new Start(took, process.WorkingSet64 / 1048576.0);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task AnswersAsync(string url, Process process, Task<string> errors, Stopwatch clock)
    {
        using var http = new HttpClient();
        while (clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The process ended with {process.ExitCode} before it answered: {await errors}");
            }

            try
            {
                using var response = await http.GetAsync(url);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1); // not listening yet
            }
        }

        throw new TimeoutException($"{process.StartInfo.FileName} did not answer GET / within 60 s.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Start(TimeSpan Took, double Megabytes);
}
