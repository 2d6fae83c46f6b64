using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;
using Billing.Core.OpenItems;
using Billing.Functions.Tests.Harness;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Tests.Invoicing;

/// <summary>The monthly run on a real store: what it writes, and that nothing it meets makes it write twice.</summary>
public sealed class BillingRunTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task B30_B31_Run_OfTheClosedMonth_WritesDraftsConfirmsThemAndMakesOpenItems()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        await world.AddCustomerAsync("c2", PaymentMethod.Provider, "np");

        var run = await world.RunDueAsync();

        Assert.Equal((RunState.Completed, 3, 0), (run.State, run.Pages, run.Failures));
        Assert.Equal(new RunTotals { Customers = 5, Invoices = 6, Lines = 6, Total = new Yen(11_000 * 5 + 10_000), Tax = new Yen(1_000 * 5 + 909) }, run.Totals);
        foreach (var customer in new[] { "c1", "c2", "c3", "c4", "c5" })
        {
            Assert.All(await world.InvoicesAsync(customer), invoice => Assert.Equal((InvoiceStatus.Confirmed, "system"), (invoice.Status, invoice.ConfirmedBy)));
        }

        var both = await world.InvoicesAsync("c5");
        Assert.Equal(["2026-10.excl.0.invoice.c5", "2026-10.incl.0.invoice.c5"], both.Select(invoice => invoice.Key.ToString()));
    }

    [Fact]
    public async Task B42_Confirmed_GoesToTheProviderOrToReconciliationAndNeverBoth()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        await world.AddContractAsync("c6", fee: 0);
        await world.AddCustomerAsync("c2", PaymentMethod.Provider, "np");
        await world.AddCustomerAsync("c3", PaymentMethod.DirectDebit);
        await world.RunDueAsync();

        var store = world.Server.Get<BillingStore>();
        var toProvider = (await store.FindItemAsync(InvoiceKey.Parse("2026-10.excl.0.invoice.c2"), None))!;
        Assert.Equal((OpenItemRoute.Provider, "np", OpenItemState.AwaitsProvider, new Yen(11_000)), (toProvider.Route, toProvider.Provider, toProvider.State, toProvider.Amount));
        var debit = (await store.FindItemAsync(InvoiceKey.Parse("2026-10.excl.0.invoice.c3"), None))!;
        Assert.Equal((OpenItemRoute.Reconciliation, null, OpenItemState.Open, new DateOnly(2026, 11, 30)), (debit.Route, debit.Provider, debit.State, debit.DueOn));

        // A total of zero is an invoice and no debt.
        Assert.Equal(Yen.Zero, Assert.Single(await world.InvoicesAsync("c6")).Total);
        Assert.Null(await store.FindItemAsync(InvoiceKey.Parse("2026-10.excl.0.invoice.c6"), None));
        var rows = await world.SnapshotAsync();
        Assert.Equal(6, rows.Count(row => row.Contains(" item-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("run-begun")]
    [InlineData("run-planned")]
    [InlineData("bill-written")]
    [InlineData("page-billed")]
    [InlineData("run-reviewed")]
    [InlineData("bill-confirmed")]
    [InlineData("page-confirmed")]
    public async Task Run_KilledAtAPoint_EndsInTheSameRowsAndTheSameReportAsUndisturbed(string point)
    {
        var (undisturbed, report) = await RowsAsync(null);
        var (killed, killedReport) = await RowsAsync(point);

        Assert.Equal(undisturbed, killed);
        Assert.Equal(report, killedReport);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("100")]
    public async Task Run_WithCustomersSplitIntoOtherPages_EndsInTheSameRows(string pageSize)
    {
        Assert.Equal((await RowsAsync(null)).Rows, (await RowsAsync(null, ("Billing:PageSize", pageSize))).Rows);
    }

    [Fact]
    public async Task Run_OfAMonthThatIsDone_IsNotStartedAgainAndItsPagesChangeNothing()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        var run = await world.RunDueAsync();
        var rows = await world.SnapshotAsync();

        Assert.Null(await world.FireAsync()); // the timer fires twice
        await world.CarryOutAsync(run.Id);

        Assert.Equal(rows, await world.SnapshotAsync());
    }

    [Fact]
    public async Task Run_TimerTwiceAtOnceAndTwoInstances_BillsOnce()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        var run = (await world.FireAsync())!.Value;
        Assert.Null(await world.FireAsync());
        Assert.Single(world.Engine.Started);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.CarryOutAsync(run)));
        await world.CarryOutAsync(run); // whichever start owns it in the end

        Assert.Equal(RunState.Completed, (await world.RunAsync(run)).State);
        Assert.Equal((await RowsAsync(null)).Rows, await world.SnapshotAsync());
    }

    [Fact]
    public async Task B30_Timer_BeforeTheRunDay_StartsNothing()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:RunDay", "10"));
        Assert.Null(await world.FireAsync());

        world.Clock.MoveTo(new DateTimeOffset(2026, 11, 9, 15, 0, 0, TimeSpan.Zero)); // the 10th in Tokyo begins
        Assert.NotNull(await world.FireAsync());
    }

    [Fact]
    public async Task B31_Run_AfterOneThatWasMissed_BillsBothMonthsOnOneInvoice()
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1", on: "2026-10-05");
        world.Clock.MoveTo(new DateTimeOffset(2026, 12, 20, 16, 0, 0, TimeSpan.Zero)); // no timer fired in November, and late in December

        var run = await world.RunDueAsync();

        Assert.Equal("2026-11", run.Id.Value);
        var invoice = Assert.Single(await world.InvoicesAsync("c1", run.Month));
        Assert.Equal((2, new Yen(22_000)), (invoice.LineCount, invoice.Total));
    }

    [Fact]
    public async Task Run_AnOrderCompletedAfterItsCutOff_WaitsForTheNextRun()
    {
        await using var world = await BillingWorld.StartAsync();
        var contract = await world.AddContractAsync("c1");
        await world.RunDueAsync();
        var late = new CompletedOrder(OrderId.Parse("o2"), OrderKind.Add, 5, new DateOnly(2026, 10, 20), BillingWorld.RunTime.AddDays(1));
        await world.PutAsync(contract with { Orders = [.. contract.Orders, late] });
        Assert.Equal(new Yen(11_000), Assert.Single(await world.InvoicesAsync("c1")).Total);

        world.Clock.MoveTo(BillingWorld.RunTime.AddMonths(1));
        var next = await world.RunDueAsync();

        // October's five units more, and November's fifteen.
        Assert.Equal(new Yen(22_000), Assert.Single(await world.InvoicesAsync("c1", next.Month)).Total);
    }

    [Fact]
    public async Task Run_WithACustomerThatCannotBeRead_BillsTheOthersParksAndSaysWho()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        await world.Server.Get<DocumentTables>().Billing.WriteAsync("c3", "v", [DocumentWrite.Put("contract-k1", new { Contract = "no contract" })], None);

        var run = await world.RunDueAsync();

        Assert.Equal((RunState.Parked, 1, 5), (run.State, run.Failures, run.Totals!.Invoices));
        var report = await world.Runs.ReadReportAsync(run.Id, None);
        Assert.Equal([new CustomerFailure(CustomerId.Parse("c3"), "customer_unreadable")], report!.Failures);
        Assert.Contains("ALARM, customer c3", string.Join('\n', world.Server.Log.Lines), StringComparison.Ordinal);

        // Mended, and confirmed by a person: the next run bills both months.
        await world.AddContractAsync("c3");
        await ConfirmAsync(world, run);
        world.Clock.MoveTo(BillingWorld.RunTime.AddMonths(1));
        var next = await world.RunDueAsync();
        Assert.Equal(new Yen(22_000), Assert.Single(await world.InvoicesAsync("c3", next.Month)).Total);
    }

    [Fact]
    public async Task Run_OutOfItsBounds_ParksAndConfirmsOnlyWhenAPersonSaysSo()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:Bounds:SmallestTotalDifference", "0"));
        var contract = await world.AddContractAsync("c1");
        await world.RunDueAsync();
        await world.PutAsync(contract with { Revisions = [new PriceRevision(BillingWorld.October.AddMonths(1), new Yen(10_000), BillingWorld.RunTime.AddDays(2))] });
        world.Clock.MoveTo(BillingWorld.RunTime.AddMonths(1));

        var parked = await world.RunDueAsync();

        Assert.Equal((RunState.Parked, InvoiceStatus.Draft), (parked.State, Assert.Single(await world.InvoicesAsync("c1", parked.Month)).Status));
        await world.CarryOutAsync(parked.Id); // nothing goes on by itself
        Assert.Equal(RunState.Parked, (await world.RunAsync(parked.Id)).State);
        await ConfirmAsync(world, parked);
        Assert.Equal(InvoiceStatus.Confirmed, Assert.Single(await world.InvoicesAsync("c1", parked.Month)).Status);
        Assert.Equal(RunState.Completed, (await world.RunAsync(parked.Id)).State);
    }

    [Fact]
    public async Task DryRun_BeforeAndAfterTheRun_WritesNoDocumentAndTellsWhatWouldBeBilled()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        var rows = await world.SnapshotAsync();

        var before = await DryRunAsync(world);
        Assert.Equal((RunState.Completed, 6), (before.State, before.Totals!.Invoices));
        Assert.Equal(rows, await world.SnapshotAsync());

        var run = await world.RunDueAsync();
        Assert.Equal(run.Totals, before.Totals);
        var after = await DryRunAsync(world);
        Assert.Equal((0, null), (after.Totals!.Invoices, after.Previous)); // compared with the month before, not with its own
    }

    [Fact]
    public async Task Watchdog_RunWhoseInstanceFailed_IsStartedAgainAndEndsTheSame()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        var run = (await world.FireAsync())!.Value;
        world.Crash.Next = "page-billed";
        await Assert.ThrowsAsync<CrashException>(() => world.CarryOutAsync(run));
        world.Engine.Status = OrchestrationRuntimeStatus.Failed;
        var watchdog = world.Server.Get<Billing.Functions.Invoicing.BillingRunWatchdog>();

        await watchdog.RunAsync(world.Engine, None);
        Assert.Single(world.Engine.Started); // not yet: an instance may only just have moved the row
        world.Clock.Move(TimeSpan.FromMinutes(2));
        await watchdog.RunAsync(world.Engine, None);

        Assert.Equal([run.InstanceId, run.InstanceId], world.Engine.Started);
        await world.CarryOutAsync(run);
        Assert.Equal((await RowsAsync(null)).Rows, await world.SnapshotAsync());
        world.Engine.Status = OrchestrationRuntimeStatus.Completed;
        world.Clock.Move(TimeSpan.FromHours(1));
        await watchdog.RunAsync(world.Engine, None);
        Assert.Equal(2, world.Engine.Started.Count); // what is done is left alone
    }

    [Fact]
    public async Task Watchdog_RunThatStands_IsTerminatedAndThenStarted()
    {
        await using var world = await BillingWorld.StartAsync();
        await FiveCustomersAsync(world);
        var run = (await world.FireAsync())!.Value;
        var watchdog = world.Server.Get<Billing.Functions.Invoicing.BillingRunWatchdog>();
        world.Clock.Move(TimeSpan.FromMinutes(14));
        await watchdog.RunAsync(world.Engine, None);
        Assert.Single(world.Engine.Acts); // slow is not stuck

        world.Clock.Move(TimeSpan.FromMinutes(2));
        await watchdog.RunAsync(world.Engine, None);
        await watchdog.RunAsync(world.Engine, None);

        Assert.Equal([$"start {run.InstanceId}", $"terminate {run.InstanceId}", $"start {run.InstanceId}"], world.Engine.Acts);
    }

    private static async Task<BillingRunRow> DryRunAsync(BillingWorld world)
    {
        var answer = (await world.Server.SendAsync("POST", "billing-runs", new { month = "2026-10", dryRun = true })).Expect(202);
        var run = RunId.Parse(answer.Id);
        await world.CarryOutAsync(run);
        return await world.RunAsync(run);
    }

    private static async Task ConfirmAsync(BillingWorld world, BillingRunRow run)
    {
        var seen = (await world.Server.GetAsync($"billing-runs/{run.Id}")).Expect(200);
        (await world.Server.SendAsync("POST", $"billing-runs/{run.Id}/confirm", ifMatch: seen.ETag)).Expect(202);
        await world.CarryOutAsync(run.Id);
    }

    // The last customer has contracts of both price bases.
    internal static async Task FiveCustomersAsync(BillingWorld world)
    {
        for (var n = 1; n <= 5; n++)
        {
            await world.AddContractAsync($"c{n}");
        }

        await world.AddContractAsync("c5", "k2", basis: PriceBasis.TaxIncluded);
    }

    private static async Task<(IReadOnlyList<string> Rows, string Report)> RowsAsync(string? point, params (string Name, string? Value)[] settings)
    {
        await using var world = await BillingWorld.StartAsync(settings);
        await FiveCustomersAsync(world);
        var run = (await world.FireAsync())!.Value;
        if (point is not null)
        {
            world.Crash.Next = point;
            await Assert.ThrowsAsync<CrashException>(() => world.CarryOutAsync(run));
        }

        await world.CarryOutAsync(run);
        var row = await world.RunAsync(run);
        Assert.Equal(RunState.Completed, row.State);
        var report = (await world.Runs.ReadReportAsync(run, None))!.Report;
        return (await world.SnapshotAsync(), $"{report.Totals} {report.Parked.Count} {report.Notices.Count}");
    }
}
