using System.Text.Json.Nodes;

using EndToEnd.Harness;

namespace EndToEnd.Lifecycle;

public sealed class When_an_order_is_changed_after_approval(SharedStack shared)
{
    [Fact]
    public async Task Should_check_credit_again_and_then_be_invoiced_with_the_new_amount()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(price: 8_800, quantity: 1));
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));

        await stack.Sandbox.EditAsync(record, new JsonObject { ["明細"] = Orders.Lines(8_800, 3), ["操作"] = "取引更新" });
        await Testing.Eventually.TrueAsync(async () => (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Updates == 1, "NP has the update");
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));
        await stack.Sandbox.EditAsync(record, Orders.RequestInvoice());

        await stack.ShowsAsync(record, ("取引状況", "請求依頼済"));
        Assert.Equal(26_400, (await stack.Sandbox.NpTransactionAsync(Orders.Number(record)))["billed_amount"]!.GetValue<long>());
    }

    [Fact]
    public async Task Should_refuse_an_invoice_request_until_it_is_updated()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));

        await stack.Sandbox.EditAsync(record, new JsonObject { ["明細"] = Orders.Lines(5_500, 1), ["作業完了日"] = "2026-11-25", ["操作"] = "請求書発行依頼" });

        await stack.ShowsAsync(record, ("NG理由", Stack.Filled), ("操作", ""), ("取引状況", "利用照会OK"));
        Assert.Contains("先に取引更新を行ってください", (await stack.Sandbox.RecordAsync(record))["NG理由"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).InvoiceCalls);
    }

    [Fact]
    public async Task Should_lose_the_approval_when_the_update_is_refused_credit()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));

        await stack.Sandbox.EditAsync(record, new JsonObject { ["明細"] = Orders.Lines(60_500, 1), ["操作"] = "取引更新" });

        await stack.ShowsAsync(record, ("取引状況", "利用照会NG"), ("NG理由", Stack.Filled), ("操作", ""));
    }
}
