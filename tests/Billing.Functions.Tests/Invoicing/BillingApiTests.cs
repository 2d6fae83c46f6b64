using System.Text;
using System.Text.Json.Nodes;

using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Invoicing;

/// <summary>Runs and invoices over real HTTP.</summary>
public sealed class BillingApiTests
{
    [Fact]
    public async Task B29_StartRun_OfAMonthThatHasNotClosedOrIsNone_IsRefusedByField()
    {
        await using var world = await BillingWorld.StartAsync();

        Assert.Equal(["month:month_not_closed"], (await PostRunAsync(world, new { month = "2026-11" })).Expect(400, "validation_failed").FieldErrors);
        Assert.Equal(["month:month_invalid"], (await PostRunAsync(world, new { month = "2026-13" })).Expect(400).FieldErrors);
        Assert.Equal(["months:invalid"], (await PostRunAsync(world, new { months = "2026-10" })).Expect(400).FieldErrors);
        Assert.Empty(world.Queue.Received);
    }

    [Fact]
    public async Task B30_StartRun_Twice_IsOneRunThatAMessageSetsGoing()
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1");

        var first = (await PostRunAsync(world, new { month = "2026-10" }, key: "a")).Expect(202);
        var replay = (await PostRunAsync(world, new { month = "2026-10" }, key: "a")).Expect(202);
        var second = (await PostRunAsync(world, new { }, key: "b")).Expect(202);

        Assert.Equal(("/api/billing-runs/2026-10", "/api/billing-runs/2026-10", "/api/billing-runs/2026-10"), (first.Location, replay.Location, second.Location));
        Assert.True(replay.IsReplayed);
        (await PostRunAsync(world, new { month = "2026-09" }, key: "a")).Expect(409, "idempotency_key_reused");
        var message = JsonNode.Parse(world.Queue.Received.First().Body)!;
        Assert.Equal(("BILLING_RUN", "2026-10"), ((string)message["type"]!, (string)message["recordId"]!));
        await world.CarryOutAsync(RunId.Parse("2026-10"));
        (await PostRunAsync(world, new { month = "2026-09" })).Expect(409, "month_already_billed");
    }

    [Fact]
    public async Task StartRun_QueueUnavailable_IsAcceptedBecauseTheWatchdogStartsWhatIsWritten()
    {
        await using var world = await BillingWorld.StartAsync();
        world.Queue.Refuses = true;

        (await PostRunAsync(world, new { month = "2026-10" })).Expect(202);

        Assert.Equal(RunState.Requested, (await world.RunAsync(RunId.Parse("2026-10"))).State);
        world.Clock.Move(TimeSpan.FromMinutes(2));
        await world.Server.Get<Billing.Functions.Invoicing.BillingRunWatchdog>().RunAsync(world.Engine, default);
        Assert.Single(world.Engine.Started);
    }

    [Fact]
    public async Task GetRun_OnItsWay_TellsProgressAndThenTheReport()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:Confirm", "person"));
        await BillingRunTests.FiveCustomersAsync(world);
        (await PostRunAsync(world, new { month = "2026-10" })).Expect(202);
        var id = RunId.Parse("2026-10");
        world.Crash.Next = "page-billed";
        await Assert.ThrowsAsync<CrashException>(() => world.CarryOutAsync(id));

        var begun = (await world.Server.GetAsync("billing-runs/2026-10")).Expect(200).Json;
        Assert.Equal(("Billing", 3, 0), ((string)begun["state"]!, (int)begun["progress"]!["pages"]!, (int)begun["progress"]!["billed"]!));
        Assert.Null(begun["report"]);

        await world.CarryOutAsync(id);
        var drafted = (await world.Server.GetAsync("billing-runs/2026-10")).Expect(200).Json;
        Assert.Equal(("Drafted", 3, 0), ((string)drafted["state"]!, (int)drafted["progress"]!["billed"]!, (int)drafted["progress"]!["confirmed"]!));
        Assert.Equal((6, 65_000), ((int)drafted["report"]!["totals"]!["invoices"]!, (int)drafted["report"]!["totals"]!["total"]!));
        (await world.Server.GetAsync("billing-runs/2026-09")).Expect(404, "billing_run_unknown");
    }

    [Fact]
    public async Task Confirm_WithoutOrWithAnOldETagOrTwice_IsRefused()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:Confirm", "person"));
        await world.AddContractAsync("c1");
        (await PostRunAsync(world, new { month = "2026-10" })).Expect(202);
        var early = (await world.Server.GetAsync("billing-runs/2026-10")).ETag;
        await world.CarryOutAsync(RunId.Parse("2026-10"));

        const string confirm = "billing-runs/2026-10/confirm";
        (await world.Server.SendAsync("POST", confirm)).Expect(428, "precondition_required");
        (await world.Server.SendAsync("POST", confirm, ifMatch: early)).Expect(412, "precondition_failed");
        var seen = (await world.Server.GetAsync("billing-runs/2026-10")).ETag;
        (await world.Server.SendAsync("POST", confirm, ifMatch: seen, key: "k")).Expect(202);
        Assert.True((await world.Server.SendAsync("POST", confirm, ifMatch: seen, key: "k")).Expect(202).IsReplayed);
        var again = (await world.Server.GetAsync("billing-runs/2026-10")).ETag;
        (await world.Server.SendAsync("POST", confirm, ifMatch: again)).Expect(409, "billing_run_not_waiting");
        await world.CarryOutAsync(RunId.Parse("2026-10"));
        Assert.Equal("Completed", (string)(await world.Server.GetAsync("billing-runs/2026-10")).Json["state"]!);
    }

    [Fact]
    public async Task B39_Invoices_OfACustomerOrAMonth_ShowWhatAtWhatPriceInPages()
    {
        await using var world = await BillingWorld.StartAsync();
        await BillingRunTests.FiveCustomersAsync(world);
        await world.RunDueAsync();

        var one = (await world.Server.GetAsync("invoices/2026-10.excl.0.invoice.c1")).Expect(200).Json;
        Assert.Equal((11_000, 1_000, "Confirmed", "2026-11-30"), ((int)one["total"]!, (int)one["tax"]!, (string)one["status"]!, (string)one["dueOn"]!));
        var line = one["lines"]![0]!;
        Assert.Equal(("クラウド 月額（2026年10月分）", 10, 1_000, 10_000), ((string)line["label"]!, (int)line["quantity"]!, (int)line["unitPrice"]!, (int)line["amount"]!));
        Assert.Equal(("Reconciliation", "Open", 11_000), ((string)one["payment"]!["route"]!, (string)one["payment"]!["state"]!, (int)one["payment"]!["amount"]!));

        Assert.Equal(["2026-10.excl.0.invoice.c5", "2026-10.incl.0.invoice.c5"], Ids((await world.Server.GetAsync("invoices?customer=c5")).Expect(200).Json));
        List<string> all = [];
        for (string? cursor = null; all.Count == 0 || cursor is not null;)
        {
            var page = (await world.Server.GetAsync($"invoices?month=2026-10&size=2{(cursor is null ? "" : "&cursor=" + cursor)}")).Expect(200).Json;
            all.AddRange(Ids(page));
            cursor = (string?)page["cursor"];
        }

        Assert.Equal(6, all.Distinct().Count());
        Assert.Equal(6, all.Count);
        Assert.Empty(Ids((await world.Server.GetAsync("invoices?month=2026-09")).Expect(200).Json));
        Assert.Equal(["month:required"], (await world.Server.GetAsync("invoices")).Expect(400).FieldErrors);
        (await world.Server.GetAsync("invoices/2026-10.excl.0.invoice.c9")).Expect(404, "invoice_unknown");
        (await world.Server.GetAsync("invoices?month=2026-10&cursor=eHl6eHl6eHl6")).Expect(400, "invalid_cursor");
    }

    [Fact]
    public async Task B39_B41_Invoices_ForASignedInCustomer_AreItsOwnConfirmedOnes()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:Confirm", "person"));
        await BillingRunTests.FiveCustomersAsync(world);
        await SignUpAsync(world, "c1", "clerk@c1.example");
        var person = AppServer.SignedIn("clerk@c1.example");
        var run = await world.RunDueAsync();

        Assert.Empty(Ids((await world.Server.GetAsync("invoices", person)).Expect(200).Json)); // drafts are not theirs to see
        (await world.Server.GetAsync("invoices/2026-10.excl.0.invoice.c1", person)).Expect(404, "invoice_unknown");
        var seen = (await world.Server.GetAsync("billing-runs/2026-10")).ETag;
        (await world.Server.SendAsync("POST", "billing-runs/2026-10/confirm", ifMatch: seen, headers: person)).Expect(403, "not_permitted");
        (await world.Server.SendAsync("POST", "billing-runs/2026-10/confirm", ifMatch: seen)).Expect(202);
        await world.CarryOutAsync(run.Id);

        Assert.Equal(["2026-10.excl.0.invoice.c1"], Ids((await world.Server.GetAsync("invoices?customer=c2&month=2026-10", person)).Expect(200).Json));
        (await world.Server.GetAsync("invoices/2026-10.excl.0.invoice.c1", person)).Expect(200);
        (await world.Server.GetAsync("invoices/2026-10.excl.0.invoice.c2", person)).Expect(404, "invoice_unknown");
        foreach (var forbidden in new[] { "invoices.csv?month=2026-10", "billing-runs/2026-10", "billing-runs/2026-10/report.csv" })
        {
            (await world.Server.GetAsync(forbidden, person)).Expect(403, "not_permitted");
        }

        (await PostRunAsync(world, new { }, headers: person)).Expect(403, "not_permitted");
    }

    [Theory]
    [InlineData("utf-8", "=1+1")]
    [InlineData("shift_jis", "𠮷野家〜①髙")]
    public async Task B40_Csv_OfAMonth_HoldsEveryLineInTheEncodingAndExecutesNothing(string encoding, string name)
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1", name: name);
        await world.AddContractAsync("c2", name: "引用\"符,と\r\n改行");
        await world.RunDueAsync();

        using var answer = await world.Server.Http.GetAsync(new Uri($"invoices.csv?month=2026-10&encoding={encoding}", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal($"text/csv; charset={encoding}", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("invoices-2026-10.csv", answer.Content.Headers.ContentDisposition!.FileName);
        var text = encoding == "utf-8" ? Encoding.UTF8.GetString(bytes) : CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetString(bytes);
        var rows = text.Split("\r\n");
        if (encoding == "utf-8")
        {
            Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
            Assert.Contains(",'=1+1,", rows[1], StringComparison.Ordinal);
            Assert.EndsWith(",10,1000,10000,10%,11000,1000", rows[1], StringComparison.Ordinal);
        }
        else
        {
            Assert.EndsWith(",置換文字数", rows[0], StringComparison.Ordinal);
            Assert.Contains(",〓野家～①髙,", rows[1], StringComparison.Ordinal);
            Assert.EndsWith(",1", rows[1], StringComparison.Ordinal);
            Assert.Contains("1 characters that Shift_JIS lacks were replaced", world.Server.Log.Text, StringComparison.Ordinal);
        }

        Assert.Contains("\"引用\"\"符,と\r\n改行\"", text, StringComparison.Ordinal);
        (await world.Server.GetAsync("invoices.csv?month=2026-10&encoding=euc-jp")).Expect(400, "validation_failed");
        (await world.Server.GetAsync("invoices.csv")).Expect(400, "validation_failed");
    }

    [Fact]
    public async Task ReportCsv_OfARun_HoldsTotalsWithThePreviousAndTheDifference()
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1");
        await world.RunDueAsync();
        await world.AddContractAsync("c2", on: "2026-11-02", recorded: BillingWorld.RunTime.AddDays(3));
        world.Clock.MoveTo(BillingWorld.RunTime.AddMonths(1));
        await world.RunDueAsync();

        var csv = (await world.Server.GetAsync("billing-runs/2026-11/report.csv")).Text;

        Assert.Contains("\r\n合計,合計（税込）,,,2026-11,22000,11000,11000,\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\r\n合計,請求書数,,,2026-11,2,1,1,\r\n", csv, StringComparison.Ordinal);
        (await world.Server.GetAsync("billing-runs/2026-08/report.csv")).Expect(404, "billing_run_unknown");
    }

    [Fact]
    public async Task Csv_OfAMonthThatOnlyTheIndexNames_PassesOverTheHint()
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1");
        var run = (await world.FireAsync())!.Value;
        await world.Server.Get<Billing.Adapters.Storage.Invoicing.InvoiceIndex>().AddAsync(BillingWorld.October, [CustomerId.Parse("c0")], default);
        await world.CarryOutAsync(run);

        Assert.Equal(3, (await world.Server.GetAsync("invoices.csv?month=2026-10")).Text.Split("\r\n").Length); // header, one line, the end
    }

    private static Task<ApiReply> PostRunAsync(BillingWorld world, object body, string? key = null, IReadOnlyDictionary<string, string>? headers = null) =>
        world.Server.SendAsync("POST", "billing-runs", body, key: key, headers: headers);

    private static async Task SignUpAsync(BillingWorld world, string customer, string email)
    {
        var account = new CustomerAccount(CustomerAccounts.IdOf(email), email, CustomerId.Parse(customer), BillingWorld.RunTime);
        Assert.True(await world.Server.Get<DocumentTables>().Customers.WriteAsync(
            CustomerRows.Partition, "v-" + customer, [DocumentWrite.Put(CustomerAccounts.Row(email), account)], default));
    }

    private static List<string> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
