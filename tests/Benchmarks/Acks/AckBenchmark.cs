using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

using Benchmarks.Azurite;
using Benchmarks.StartUp;

using Functions.LocalHost.Hosting;
using Functions.LocalHost.ServiceBus;
using Functions.LocalHost.Storage;

using Testing;

namespace Benchmarks.Acks;

/// <summary>
/// Webhooks acknowledged a second (202 only after the event is durably queued), through host, app and the Service Bus stand-in, at 64
/// connections, against raw inserts of single rows into the same Azurite at 64 connections. The queue's function is switched off meanwhile, so
/// that acknowledging is measured alone. Every acknowledged id is looked up in storage afterwards.
/// </summary>
internal static class AckBenchmark
{
    private const int Connections = 64;
    private const string Table = "RawAcks";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>Two processes compile their hot paths again while they run; until that is over a third of their time goes there.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        var settings = new Dictionary<string, string>(PublishedApp.Settings) { ["AzureWebJobs.AppEventQueue.Disabled"] = "true" };
        var before = await RawAsync(azurite, "a");
        LoadResult acks;
        await using (var host = await BenchmarkHost.StartAsync(PublishedApp.Folder, azurite.ConnectionString, settings))
        {
            await WebhooksAsync(host, WarmUp, "warm");
            acks = await WebhooksAsync(host, Duration, "ack");
        }

        var after = await RawAsync(azurite, "b");
        await VerifyAsync(azurite, acks.Latencies.Count);
        var raw = (before.PerSecond + after.PerSecond) / 2;
        return
        [
            new Figure($"webhook acknowledgements, {Connections} connections", Figures.Text(acks.PerSecond, "/s"), $"{Figures.Text(raw, "/s")} (raw row inserts)",
                Figures.Text(acks.PerSecond / raw, "×", 2), "≥ 1.5×", acks.PerSecond / raw >= 1.5),
            new Figure("their latency, p50 and p99", $"{Figures.Text(acks.Percentile(0.5).TotalMilliseconds, "ms")}, {Figures.Text(acks.Percentile(0.99).TotalMilliseconds, "ms")}",
                $"{Figures.Text(before.Percentile(0.99).TotalMilliseconds, "ms")} (raw p99)", "—", "reported", null),
        ];
    }

    private static async Task<LoadResult> WebhooksAsync(BenchmarkHost host, TimeSpan duration, string prefix)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseProxy = false });
        var url = new Uri(host.Url, $"api/webhooks/kintone/orders?code={BenchmarkHost.HostKey}");
        return await Load.RunAsync(Connections, duration, async n =>
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(
                $$$"""{"id":"{{{prefix}}}-{{{n}}}","type":"UPDATE_RECORD","app":{"id":"12","name":"x"},"record":{"$id":{"type":"__ID__","value":"{{{n + 1}}}"},"$revision":{"type":"__REVISION__","value":"1"}},"recordTitle":"x","url":"x"}"""));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await http.PostAsync(url, content);
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                throw new InvalidOperationException($"The webhook was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        });
    }

    private static async Task VerifyAsync(AzuriteFixture azurite, int count)
    {
        using var tables = new TableStore(new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table), TimeProvider.System);
        var kept = new HashSet<string>();
        await foreach (var row in new TableJournalStore(tables).ReadAsync("app-events", CancellationToken.None))
        {
            if (row.Key[0] == 'm')
            {
                using var segment = JsonDocument.Parse(row.Value);
                kept.UnionWith(segment.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("id").GetString()!));
            }
        }

        var missing = Enumerable.Range(0, count).Count(n => !kept.Contains(string.Create(CultureInfo.InvariantCulture, $"ack-{n}")));
        if (missing > 0)
        {
            throw new InvalidOperationException($"{missing} of {count} acknowledged ids are not in storage.");
        }
    }

    private static async Task<LoadResult> RawAsync(AzuriteFixture azurite, string run)
    {
        using var tables = new RawTables(azurite.Table, azurite.AccountKey, Connections);
        await tables.CreateTableAsync(Table + run);
        return await Load.RunAsync(Connections, Duration, n => tables.InsertAsync(Table + run,
            string.Create(CultureInfo.InvariantCulture, $$"""{"PartitionKey":"p","RowKey":"{{n:D10}}","Value":"orders UPDATE_RECORD {{n}} 1"}""")));
    }
}
