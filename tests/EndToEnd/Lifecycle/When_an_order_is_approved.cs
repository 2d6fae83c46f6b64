using EndToEnd.Harness;

namespace EndToEnd.Lifecycle;

public sealed class When_an_order_is_approved(SharedStack shared)
{
    [Fact]
    public async Task Should_be_invoiced_and_followed_to_the_buyers_payment()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NP取引ID", Stack.Filled), ("NG理由", ""), ("操作", ""));

        await stack.Sandbox.EditAsync(record, Orders.RequestInvoice());
        await stack.ShowsAsync(record, ("取引状況", "請求依頼済"), ("請求書発行予定日", Stack.Filled), ("操作", ""));

        await stack.Sandbox.AtNpAsync(Orders.Number(record), "issue");
        await stack.ShowsAsync(record, ("取引状況", "請求書発行済"), ("請求書発行日", Stack.Filled), ("支払期限日", Stack.Filled));

        await stack.Sandbox.AtNpAsync(Orders.Number(record), "advance");
        await stack.ShowsAsync(record, ("取引状況", "立替済"), ("立替日", Stack.Filled));

        await stack.Sandbox.AtNpAsync(Orders.Number(record), "pay");
        await stack.ShowsAsync(record, ("取引状況", "立替済"), ("購入者支払日", Stack.Filled)); // the payment writes only its date

        var received = await stack.Sandbox.ReceivedAsync(Orders.Number(record));
        Assert.Equal((1, 1), (received.Registrations, received.Invoices));
        Assert.Equal("Paid", (await stack.TransactionAsync(record))!["status"]!.GetValue<string>());
        Assert.Equal(["command_received", "credit_approved", "command_received", "invoice_requested"], (await stack.TimelineAsync(record)).Where(code => code.StartsWith("command_r", StringComparison.Ordinal) || code is "credit_approved" or "invoice_requested"));
    }

    [Fact]
    public async Task Should_show_the_payment_also_when_the_buyer_pays_before_the_advance()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));
        await stack.Sandbox.EditAsync(record, Orders.RequestInvoice());
        await stack.ShowsAsync(record, ("取引状況", "請求依頼済"));
        await stack.Sandbox.AtNpAsync(Orders.Number(record), "issue");
        await stack.ShowsAsync(record, ("取引状況", "請求書発行済"));

        await stack.Sandbox.AtNpAsync(Orders.Number(record), "pay");
        await stack.ShowsAsync(record, ("取引状況", "請求書発行済"), ("購入者支払日", Stack.Filled), ("立替日", ""));

        await stack.Sandbox.AtNpAsync(Orders.Number(record), "advance");
        await stack.ShowsAsync(record, ("立替日", Stack.Filled), ("購入者支払日", Stack.Filled));
    }

    [Fact]
    public async Task Should_mirror_a_cancellation_on_NPs_own_screen()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));
        await stack.Sandbox.EditAsync(record, Orders.RequestInvoice());
        await stack.ShowsAsync(record, ("取引状況", "請求依頼済"));

        await stack.Sandbox.AtNpAsync(Orders.Number(record), "cancel");

        await stack.ShowsAsync(record, ("取引状況", "キャンセル"));
    }
}
