using System.Globalization;
using System.Text.Json.Nodes;

using Testing;

namespace Benchmarks.BillingRun;

/// <summary>Customers with three contracts each, as orders keep them: three lines on each customer's invoice.</summary>
internal static class BillingCompany
{
    public const int ContractsEach = 3;
    private const int Writers = 16;

    public static Task AddAsync(AzuriteTables tables, int customers)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers };
        return Parallel.ForEachAsync(Enumerable.Range(0, customers), options, async (n, _) =>
        {
            var customer = string.Create(CultureInfo.InvariantCulture, $"C{n:D8}");
            await tables.PutAsync("Billing", customer, [.. Enumerable.Range(0, ContractsEach).Select(each => Row(customer, $"{customer}-{each:D2}", n + each))]);
        });
    }

    private static (string Row, JsonObject Columns) Row(string customer, string id, int number)
    {
        var contract = new JsonObject
        {
            ["Id"] = id,
            ["Customer"] = customer,
            ["Product"] = "P1",
            ["Name"] = "クラウドストレージ",
            ["Terms"] = new JsonObject { ["Pattern"] = "MonthlyOnly", ["MonthlyFee"] = 100 + (number % 900), ["Tax"] = "Standard", ["Basis"] = "TaxExcluded" },
            ["Orders"] = new JsonArray(new JsonObject
            {
                ["Id"] = "o1",
                ["Kind"] = "New",
                ["Quantity"] = 1 + (number % 20),
                ["CompletedOn"] = ClosedMonth().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["RecordedAt"] = "2026-01-01T00:00:00+00:00",
            }),
        };
        return ($"contract-{id}", new JsonObject { ["Version"] = "v", ["Data00"] = new JsonObject { ["Contract"] = contract }.ToJsonString() });
    }

    // The 10th of the last month: one month is due, and one line for each contract.
    private static DateOnly ClosedMonth()
    {
        var tokyo = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(9));
        return new DateOnly(tokyo.Year, tokyo.Month, 1).AddMonths(-1).AddDays(9);
    }
}
