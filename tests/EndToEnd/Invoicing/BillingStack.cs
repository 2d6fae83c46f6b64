using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using EndToEnd.Harness;

using Testing;

namespace EndToEnd.Invoicing;

/// <summary>A company with customers and contracts on real processes: what a run makes of them, and what it left in the store.</summary>
internal sealed partial class BillingStack : IAsyncDisposable
{
    private readonly AzuriteTables _tables;

    private BillingStack(Stack stack) => (Stack, _tables) = (
        stack, new AzuriteTables(stack.AzuriteStorage.TableEndpoint, stack.AzuriteStorage.AccountName, stack.AzuriteStorage.AccountKey));

    public Stack Stack { get; }

    public static async Task<BillingStack> StartAsync(string crashPoints) => new(await Stack.StartAsync(new Dictionary<string, string>
    {
        ["TestHooks__CrashPoints"] = crashPoints,
        ["Billing__PageSize"] = "40",
        ["Lifecycle__WatchdogGrace"] = "00:00:02",
    }));

    /// <summary>Customers with one to three contracts each, the same for the same seed; rows as orders keep them.</summary>
    public async Task AddCustomersAsync(int count, int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < count; n++)
        {
            var customer = $"C{n:D6}";
            var contracts = Enumerable.Range(0, random.Next(1, 4)).Select(each => Contract(customer, $"{customer}-{each:D2}", random)).ToList();
            await _tables.PutAsync("Billing", customer, contracts);
        }
    }

    /// <summary>Asks for the run of the last closed month; its id.</summary>
    public async Task<string> RequestAsync()
    {
        using var answer = await Stack.Api.PostAsJsonAsync("billing-runs", new { dryRun = false });
        return (string)(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    /// <summary>The run as the API shows it; null while the app is not there to say.</summary>
    public async Task<JsonNode?> RunAsync(string id)
    {
        try
        {
            using var answer = await Stack.Api.GetAsync($"billing-runs/{id}");
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>() : null;
        }
        catch (HttpRequestException)
        {
            return null; // killed while it answered
        }
    }

    /// <summary>Waits for the run's end; the message of a time-out shows where it stood.</summary>
    public async Task<JsonNode> CompletedAsync(string id, TimeSpan deadline)
    {
        JsonNode? last = null;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    last = await RunAsync(id) ?? last;
                    return (string?)last?["state"] == "Completed";
                },
                $"run {id} is completed",
                deadline);
            return last!;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} Found: {last}\n{string.Join('\n', Stack.Host.Output.Split('\n').TakeLast(40))}");
        }
    }

    /// <summary>Every row of billing by the hash of what is in it, without versions, dates and instants.</summary>
    public async Task<IReadOnlyList<string>> SnapshotAsync()
    {
        List<string> rows = [];
        foreach (var table in new[] { "Billing", "BillingIndex" })
        {
            await foreach (var row in _tables.RowsAsync(table))
            {
                var columns = row.Where(column => column.Key is not ("Version" or "Timestamp" or "odata.etag")).Select(column => $"{column.Key}={column.Value}");
                var text = Instants().Replace(string.Join('\n', columns), "…");
                rows.Add($"{table} {row["PartitionKey"]} {row["RowKey"]} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}");
            }
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        _tables.Dispose();
        await Stack.DisposeAsync();
    }

    private static (string Row, JsonObject Columns) Contract(string customer, string id, Random random)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var contract = new JsonObject
        {
            ["Id"] = id,
            ["Customer"] = customer,
            ["Product"] = "P1",
            ["Name"] = "クラウドストレージ",
            ["Terms"] = new JsonObject
            {
                ["Pattern"] = random.Next(2) == 0 ? "InitialAndMonthly" : "MonthlyOnly",
                ["InitialFee"] = 5_000,
                ["MonthlyFee"] = random.Next(1, 90) * 110,
                ["InitialFeeByQuantity"] = random.Next(2) == 0,
                ["Tax"] = random.Next(4) == 0 ? "Reduced" : "Standard",
                ["Basis"] = random.Next(3) == 0 ? "TaxIncluded" : "TaxExcluded",
            },
            ["Orders"] = new JsonArray(new JsonObject
            {
                ["Id"] = "o1",
                ["Kind"] = "New",
                ["Quantity"] = random.Next(1, 20),
                ["CompletedOn"] = today.AddMonths(-random.Next(1, 5)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["RecordedAt"] = "2026-01-01T00:00:00+00:00",
            }),
            ["Revisions"] = new JsonArray(),
            ["Repairs"] = new JsonArray(),
        };
        return ($"contract-{id}", new JsonObject { ["Version"] = "v", ["Data00"] = new JsonObject { ["Contract"] = contract }.ToJsonString() });
    }

    [GeneratedRegex("\"(KnownThrough|ConfirmedAt|Since|IssuedOn)\":\"[^\"]*\"")]
    private static partial Regex Instants();
}
