using System.Globalization;
using System.Text;
using System.Text.Json;

using Benchmarks.Azurite;

using Testing;

namespace Benchmarks.Turns;

/// <summary>
/// Durable turn commits a second, through real processes (host, app, Azurite), against raw transactions of six rows in the same Azurite at the
/// same concurrency: a five-step orchestration is six turns, and each turn's commit is about what such a transaction writes.
/// </summary>
internal static class TurnBenchmark
{
    public const int Callers = 64;
    public const int Instances = 600;
    private const string Table = "RawTurns";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        var folder = Directory.CreateTempSubdirectory("steps-app");
        var resultFile = Path.Combine(folder.FullName, "result.json");
        try
        {
            StepsApp.Write(Path.Combine(folder.FullName, "app"));
            var before = await RawAsync(azurite, "a");
            StepsResult result;
            await using (var host = await BenchmarkHost.StartAsync(
                Path.Combine(folder.FullName, "app"), azurite.ConnectionString, new Dictionary<string, string> { [StepsFunctions.ResultSetting] = resultFile }))
            {
                result = await MeasureAsync(host, resultFile);
            }

            var after = await RawAsync(azurite, "b");
            return Report(result, (before + after) / 2);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Figure[] Report(StepsResult result, double raw)
    {
        var orchestrations = Instances / result.BusySeconds;
        var turns = orchestrations * StepsFunctions.Turns;
        return
        [
            new Figure($"durable turn commits, {Callers} at once", Figures.Text(turns, "/s"), $"{Figures.Text(raw, "/s")} (raw transactions of six rows)",
                Figures.Text(turns / raw, "×", 2), "≥ 0.5×", turns / raw >= 0.5),
            new Figure($"five-step orchestrations, {Callers} at once", Figures.Text(orchestrations, "/s", 1), "—", "—", "reported", null),
            new Figure("five-step orchestration when idle, start to end, p50", Figures.Text(result.IdleMilliseconds, "ms", 1), "—", "—", "reported", null),
        ];
    }

    private static async Task<StepsResult> MeasureAsync(BenchmarkHost host, string resultFile)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "admin/functions/Measure")) { Content = new StringContent("""{"input":""}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("x-functions-key", BenchmarkHost.MasterKey);
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => File.Exists(resultFile), $"the app has measured. The host wrote:\n{host.Output}", TimeSpan.FromMinutes(5));
        return JsonSerializer.Deserialize<StepsResult>(await File.ReadAllBytesAsync(resultFile))!;
    }

    private static async Task<double> RawAsync(AzuriteFixture azurite, string run)
    {
        using var tables = new RawTables(azurite.Table, azurite.AccountKey, Callers);
        await tables.CreateTableAsync(Table + run);
        var payload = new string('x', 400);
        var load = await Load.RunAsync(Callers, TimeSpan.FromSeconds(8), n => tables.CommitAsync(Table + run,
            [.. Enumerable.Range(0, 6).Select(row => (Key(n), Key(row), $$"""{"PartitionKey":"{{Key(n)}}","RowKey":"{{Key(row)}}","Value":"{{payload}}"}"""))]));
        return load.PerSecond;
    }

    private static string Key(int number) => number.ToString("D8", CultureInfo.InvariantCulture);
}
