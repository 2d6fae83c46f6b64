using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;
using Billing.Core.OpenItems;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Invoicing;

/// <summary>Invoices out of cycle and corrections over real HTTP.</summary>
public sealed class InvoiceChangesApiTests
{
    private const string First = "2026-10.excl.0.invoice.c1";

    [Fact]
    public async Task OutOfCycle_WhatIsUnbilled_IsConfirmedUnderItsOwnKeyAndNotBilledAgain()
    {
        await using var world = await BillingWorld.StartAsync();
        var contract = await world.AddContractAsync("c1");
        await world.RunDueAsync();
        (await PostAsync(world, new { customer = "c1", reason = "x" })).Expect(409, "nothing_to_bill");
        await world.PutAsync(contract with { Orders = [.. contract.Orders, new CompletedOrder(OrderId.Parse("o2"), OrderKind.Add, 2, new DateOnly(2026, 10, 9), BillingWorld.RunTime.AddMinutes(1))] });
        world.Clock.Move(TimeSpan.FromHours(1));

        var made = (await PostAsync(world, new { customer = "c1", reason = "the customer asks for it today" }, key: "k")).Expect(201);
        Assert.True((await PostAsync(world, new { customer = "c1", reason = "the customer asks for it today" }, key: "k")).Expect(201).IsReplayed);

        Assert.Equal("2026-10.excl.1.invoice.c1", made.Id);
        var invoice = (await world.Server.GetAsync($"invoices/{made.Id}")).Expect(200).Json;
        Assert.Equal((2_200, "Confirmed", "Open"), ((int)invoice["total"]!, (string)invoice["status"]!, (string)invoice["payment"]!["state"]!));
        (await PostAsync(world, new { customer = "c1", reason = "again" })).Expect(409, "nothing_to_bill");
        Assert.Equal(2, (await world.InvoicesAsync("c1")).Count);
    }

    [Fact]
    public async Task OutOfCycle_ManyAtOnce_BillOnce()
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => PostAsync(world, new { customer = "c1", reason = $"{n}" })));

        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(409, "nothing_to_bill"));
        var invoice = Assert.Single(await world.InvoicesAsync("c1"));
        Assert.Equal(new Yen(11_000), invoice.Total);

        // The month's run finds it billed.
        Assert.Equal(0, (await world.RunDueAsync()).Totals!.Invoices);
    }

    [Fact]
    public async Task Credit_OfAConfirmedInvoice_GivesItBackToTheYenAndLeavesItAsItIs()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:RegistrationNumber", "T7000012050002"));
        await world.AddContractAsync("c1", fee: 333);
        await world.RunDueAsync();
        var before = (await world.Server.GetAsync($"invoices/{First}")).Expect(200);

        var credit = (await CreditAsync(world, before.ETag, new { reason = "price agreed otherwise" })).Expect(201);

        Assert.Equal("2026-10.excl.1.credit.c1", credit.Id);
        var seen = (await world.Server.GetAsync($"invoices/{credit.Id}")).Expect(200).Json;
        Assert.Equal((-3_663, -333, First, "T7000012050002"), ((int)seen["total"]!, (int)seen["tax"]!, (string)seen["correction"]!["of"]!, (string)seen["registrationNumber"]!));
        Assert.Equal(("Refund", 3_663), ((string)seen["payment"]!["side"]!, (int)seen["payment"]!["amount"]!));
        var after = (await world.Server.GetAsync($"invoices/{First}")).Expect(200);
        Assert.Equal((before.ETag, before.Text), (after.ETag, after.Text));
        (await CreditAsync(world, before.ETag, new { reason = "twice" })).Expect(409, "already_corrected");

        // What was given back is not billed again.
        (await PostAsync(world, new { customer = "c1", reason = "x" })).Expect(409, "nothing_to_bill");
    }

    [Fact]
    public async Task Credit_WithReissue_BillsTheSameFeesByTheContractAsItIsNow()
    {
        await using var world = await BillingWorld.StartAsync();
        var contract = await world.AddContractAsync("c1");
        await world.RunDueAsync();
        await world.PutAsync(contract with { Orders = [contract.Orders[0] with { Quantity = 7 }] }); // the order had been entered wrongly
        var seen = (await world.Server.GetAsync($"invoices/{First}")).Expect(200);

        var answer = (await CreditAsync(world, seen.ETag, new { reason = "7 and not 10 units", reissue = true })).Expect(201);

        Assert.Equal("further_document", (string)answer.Json["warnings"]![0]!["code"]!);
        var documents = (await world.InvoicesAsync("c1")).ToDictionary(invoice => invoice.Key.ToString(), invoice => invoice.Total.Amount);
        Assert.Equal((11_000, -11_000, 7_700), (documents[First], documents["2026-10.excl.1.credit.c1"], documents["2026-10.excl.2.invoice.c1"]));
        var items = world.Server.Get<BillingStore>();
        Assert.Equal(OpenItemSide.Claim, (await items.FindItemAsync(InvoiceKey.Parse("2026-10.excl.2.invoice.c1"), default))!.Side);
        world.Clock.MoveTo(BillingWorld.RunTime.AddMonths(1));
        Assert.Equal(new Yen(7_700), (await world.RunDueAsync()).Totals!.Total); // November alone
    }

    [Fact]
    public async Task Changes_ThatAreWrong_AreRefused()
    {
        await using var world = await BillingWorld.StartAsync(("Billing:Confirm", "person"));
        await world.AddContractAsync("c1");
        await world.RunDueAsync();
        var draft = (await world.Server.GetAsync($"invoices/{First}")).Expect(200);

        (await CreditAsync(world, draft.ETag, new { reason = "x" })).Expect(409, "not_correctable");
        (await CreditAsync(world, null, new { reason = "x" })).Expect(428, "precondition_required");
        Assert.Equal(["reason:required"], (await CreditAsync(world, draft.ETag, new { })).Expect(400).FieldErrors);
        (await world.Server.SendAsync("POST", "invoices/nothing/credit", new { reason = "x" }, ifMatch: draft.ETag)).Expect(404, "invoice_unknown");
        Assert.Equal(["customer:id_invalid"], (await PostAsync(world, new { reason = "x" })).Expect(400).FieldErrors);
        Assert.Equal(["month:month_not_closed"], (await PostAsync(world, new { customer = "c1", month = "2026-11", reason = "x" })).Expect(400).FieldErrors);
        Assert.Equal(InvoiceStatus.Draft, Assert.Single(await world.InvoicesAsync("c1")).Status);
    }

    [Fact]
    public async Task Credit_WithReissueOfFeesThatTheLedgerNoLongerHolds_IsRefusedWithAnAlarmAndWritesNothing()
    {
        await using var world = await BillingWorld.StartAsync();
        await world.AddContractAsync("c1");
        await world.RunDueAsync();
        var seen = (await world.Server.GetAsync($"invoices/{First}")).Expect(200);
        var documents = world.Server.Get<DocumentTables>().Billing;
        var ledger = await documents.ReadAsync<LedgerPage>("c1", "ledger-k1", default);
        var emptied = new LedgerPage([ledger!.Value.Ledgers[0] with { Fees = [] }]);
        Assert.True(await documents.WriteAsync("c1", "v", [DocumentWrite.Replace(ledger, emptied)], default));

        (await CreditAsync(world, seen.ETag, new { reason = "x", reissue = true })).Expect(409, "invoicing_invariant_broken");

        Assert.Single(await world.InvoicesAsync("c1"));
        Assert.Contains("ALARM, no invoice was made for customer c1", world.Server.Log.Text, StringComparison.Ordinal);
    }

    private static Task<ApiReply> PostAsync(BillingWorld world, object body, string? key = null) => world.Server.SendAsync("POST", "invoices", body, key: key);

    private static Task<ApiReply> CreditAsync(BillingWorld world, string? seen, object body) =>
        world.Server.SendAsync("POST", $"invoices/{First}/credit", body, ifMatch: seen);
}
