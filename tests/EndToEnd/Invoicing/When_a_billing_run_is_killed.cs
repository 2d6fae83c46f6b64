using System.Globalization;

using Testing;

namespace EndToEnd.Invoicing;

/// <summary>
/// A run whose app is killed (<c>kill -9</c>) at seeded moments ends in the same bytes as one that nobody disturbs (issue 3, "What it must show" no. 5).
/// CI: 400 customers and 5 kills; <c>BILLING_CUSTOMERS=10000 BILLING_KILLS=20 BILLING_SEED=…</c> asks for more.
/// </summary>
public sealed class When_a_billing_run_is_killed(ITestOutputHelper output)
{
    private static readonly TimeSpan Strike = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Should_end_in_the_same_rows_as_an_undisturbed_run()
    {
        var (customers, kills, seed) = (Number("BILLING_CUSTOMERS", 400), Number("BILLING_KILLS", 5), Number("BILLING_SEED", 20261125));
        var deadline = TimeSpan.FromSeconds(120 + (customers / 10));
        var (undisturbed, totals) = await UndisturbedAsync(customers, seed, deadline);

        var file = Path.Combine(Path.GetTempPath(), $"billing-crash-points-{Environment.ProcessId}.txt");
        var plan = Plan(customers, kills, seed);
        output.WriteLine($"seed {seed}: {string.Join(", ", plan)}");
        try
        {
            await File.WriteAllTextAsync(file, plan[0] + "\n");
            await using var killed = await BillingStack.StartAsync(file);
            await killed.AddCustomersAsync(customers, seed);
            var run = await killed.RequestAsync();
            for (var next = 1; next <= plan.Count; next++)
            {
                await Eventually.TrueAsync(async () => (await File.ReadAllTextAsync(file)).Length == 0, $"the app has died at '{plan[next - 1]}'", Strike);
                await File.WriteAllTextAsync(file, next < plan.Count ? plan[next] + "\n" : "");
            }

            var ended = await killed.CompletedAsync(run, deadline);
            Assert.True(killed.Stack.Host.AppProcessIds.Count > kills, $"seed {seed}: only {killed.Stack.Host.AppProcessIds.Count} processes for {kills} kills");
            Assert.Equal(totals, ended["report"]!["totals"]!.ToJsonString());
            var rows = await killed.SnapshotAsync();
            Assert.Equal(undisturbed.Count, rows.Count);
            Assert.Equal(undisturbed, rows);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(IReadOnlyList<string> Rows, string Totals)> UndisturbedAsync(int customers, int seed, TimeSpan deadline)
    {
        await using var stack = await BillingStack.StartAsync("");
        await stack.AddCustomersAsync(customers, seed);
        var run = await stack.CompletedAsync(await stack.RequestAsync(), deadline);
        Assert.Equal(customers, (int)run["report"]!["totals"]!["customers"]!);
        var rows = await stack.SnapshotAsync();
        Assert.True(rows.Count > customers * 4, "contracts, ledgers, documents, marks and items of each");
        return (rows, run["report"]!["totals"]!.ToJsonString());
    }

    /// <summary>
    /// Seeded moments in the order of a run's life; each leaves enough to do for the next, so that every one strikes: of the bills that are written or
    /// confirmed, a kill takes no more than its share.
    /// </summary>
    private static List<string> Plan(int customers, int kills, int seed)
    {
        var random = new Random(seed);
        var (billing, confirming) = (kills - (kills / 2), kills / 2);
        var share = Math.Max(1, customers / (kills + 2));
        List<string> plan = [];
        for (var n = 0; n < billing; n++)
        {
            plan.Add(n switch
            {
                0 => random.Next(2) == 0 ? "run-begun 1" : "run-planned 1",
                _ when random.Next(4) == 0 => "billing-turn 1",
                _ when random.Next(3) == 0 => "page-billed 1",
                _ => string.Create(CultureInfo.InvariantCulture, $"bill-written {random.Next(1, share)}"),
            });
        }

        for (var n = 0; n < confirming; n++)
        {
            plan.Add(random.Next(3) == 0 ? "page-confirmed 1" : string.Create(CultureInfo.InvariantCulture, $"bill-confirmed {random.Next(1, share)}"));
        }

        return plan;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
