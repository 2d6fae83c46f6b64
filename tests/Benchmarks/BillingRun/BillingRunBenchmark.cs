using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Benchmarks.Azurite;
using Benchmarks.StartUp;

using Testing;

namespace Benchmarks.BillingRun;

/// <summary>
/// A whole run through real processes (host, published app, Azurite), from its cut-off to its completion: planning, reading, computing, drafts, review,
/// confirmation. The baseline writes the very rows that it left, in the groups in which it wrote them (index, drafts, confirmations), with nothing between, into
/// an Azurite that holds the same contracts. <c>BILLING_CUSTOMERS</c> sets the size.
/// </summary>
internal static class BillingRunBenchmark
{
    private const int Writers = 32; // as many as the run has: 4 pages with 8 writers each
    private static readonly int Customers = int.TryParse(Environment.GetEnvironmentVariable("BILLING_CUSTOMERS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 5_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var azurite = await AzuriteFixture.RentAsync();
        using var tables = new AzuriteTables(azurite.Table, azurite.AccountName, azurite.AccountKey);
        Measured measured;
        await using (var host = await BenchmarkHost.StartAsync(PublishedApp.Folder, azurite.ConnectionString, Settings))
        {
            await BillingCompany.AddAsync(tables, Customers);
            measured = await MeasureAsync(host, tables);
        }

        var raw = await RawAsync(await WritesAsync(tables));
        var ratio = raw.TotalSeconds / measured.Run.TotalSeconds;
        var lines = Customers * BillingCompany.ContractsEach;
        return
        [
            new Figure($"billing run, {Customers:N0} customers, {lines:N0} lines", Figures.Text(measured.Run.TotalSeconds, "s", 1), $"{Figures.Text(raw.TotalSeconds, "s", 1)} (the same rows, raw)",
                Figures.Text(ratio, "×", 2), "≥ 0.6×", ratio >= 0.6),
            new Figure("its lines a second", Figures.Text(lines / measured.Run.TotalSeconds, "/s"), "—", "—", "reported", null),
            new Figure("resident memory of the app, at most", Figures.Text(measured.PeakMegabytes, "MB"), $"{Figures.Text(measured.IdleMegabytes, "MB")} (before the run)", "—", "bounded", null),
            new Figure("the same month asked for again", $"{measured.RowsAfter:N0} rows", $"{measured.RowsBefore:N0} rows", $"{measured.RowsAfter - measured.RowsBefore} more", "0", measured.RowsAfter == measured.RowsBefore),
            new Figure("dry run over the same customers", Figures.Text(measured.Dry.TotalSeconds, "s", 1), "—", "—", "reported", null),
        ];
    }

    private static Dictionary<string, string> Settings { get; } = new() { ["Logging__LogLevel__Default"] = "Warning", ["Billing__Bounds__AtFirstRun"] = "go" };

    private static async Task<Measured> MeasureAsync(BenchmarkHost host, AzuriteTables tables)
    {
        using var http = new HttpClient { BaseAddress = new Uri(host.Url, "/api/") };
        http.DefaultRequestHeaders.Add("x-functions-key", BenchmarkHost.HostKey);
        var idle = Megabytes(host.AppProcessId, "VmRSS");
        var run = await CarryOutAsync(http, new { dryRun = false }, host);
        var before = await RowsAsync(tables);
        var peak = Megabytes(host.AppProcessId, "VmHWM");
        _ = await CarryOutAsync(http, new { dryRun = false }, host);
        var dry = await CarryOutAsync(http, new { dryRun = true }, host);
        return new Measured(run, dry, idle, peak, before, await RowsAsync(tables));
    }

    /// <summary>From the cut-off to the completion, by the run's own instants.</summary>
    private static async Task<TimeSpan> CarryOutAsync(HttpClient http, object body, BenchmarkHost host)
    {
        using var asked = await http.PostAsJsonAsync("billing-runs", body);
        var id = (string)(await asked.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
        JsonNode? run = null;
        await Eventually.TrueAsync(
            async () => (string?)(run = await http.GetFromJsonAsync<JsonNode>($"billing-runs/{id}"))!["state"] == "Completed",
            $"run {id} is completed. The host wrote:\n{host.Output}",
            TimeSpan.FromMinutes(120));
        Debug.Assert(run is not null, "it was read");
        return run!["completedAt"]!.GetValue<DateTimeOffset>() - run["cutOff"]!.GetValue<DateTimeOffset>();
    }

    private static async Task<int> RowsAsync(AzuriteTables tables)
    {
        var count = 0;
        await foreach (var row in tables.RowsAsync("Billing"))
        {
            count += row is null ? 0 : 1;
        }

        return count;
    }

    /// <summary>What the run wrote, in its groups.</summary>
    private static async Task<IReadOnlyList<(string Table, List<(string, string, string)> Rows)>> WritesAsync(AzuriteTables tables)
    {
        List<(string, List<(string, string, string)>)> drafts = [], confirmations = [], index = [];
        await foreach (var row in tables.RowsAsync("Billing"))
        {
            var (partition, key, json) = ((string)row["PartitionKey"]!, (string)row["RowKey"]!, row.ToJsonString());
            if (key.StartsWith("contract-", StringComparison.Ordinal) || partition.StartsWith('~'))
            {
                continue;
            }

            var isItem = key.StartsWith("item-", StringComparison.Ordinal);
            Add(isItem ? confirmations : drafts, "Billing", partition, key, json);
            if (key.StartsWith("invoice-", StringComparison.Ordinal))
            {
                Add(confirmations, "Billing", partition, key, json); // replaced when it is confirmed
            }
        }

        await foreach (var row in tables.RowsAsync("BillingIndex"))
        {
            Add(index, "BillingIndex", (string)row["PartitionKey"]!, (string)row["RowKey"]!, row.ToJsonString(), 100);
        }

        return [.. index, .. drafts, .. confirmations];
    }

    private static void Add(List<(string Table, List<(string, string, string)> Rows)> groups, string table, string partition, string key, string json, int most = int.MaxValue)
    {
        if (groups.Count == 0 || groups[^1].Rows[0].Item1 != partition || groups[^1].Rows.Count == most)
        {
            groups.Add((table, []));
        }

        groups[^1].Rows.Add((partition, key, json));
    }

    private static async Task<TimeSpan> RawAsync(IReadOnlyList<(string Table, List<(string, string, string)> Rows)> writes)
    {
        await using var azurite = await AzuriteFixture.RentAsync();
        using var tables = new AzuriteTables(azurite.Table, azurite.AccountName, azurite.AccountKey);
        using var raw = new RawTables(azurite.Table, azurite.AccountKey, Writers);
        await raw.CreateTableAsync("Billing");
        await raw.CreateTableAsync("BillingIndex");
        await BillingCompany.AddAsync(tables, Customers);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(writes, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (write, _) => await raw.CommitAsync(write.Table, write.Rows));
        return watch.Elapsed;
    }

    private static double Megabytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }

    private sealed record Measured(TimeSpan Run, TimeSpan Dry, double IdleMegabytes, double PeakMegabytes, int RowsBefore, int RowsAfter);
}
