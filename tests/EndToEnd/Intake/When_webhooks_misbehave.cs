using System.Net;
using System.Text;
using System.Text.Json.Nodes;

using EndToEnd.Harness;

using Testing;

namespace EndToEnd.Intake;

/// <summary>On a stack of its own: the rules by which webhooks leave hold for all records.</summary>
public sealed class When_webhooks_misbehave
{
    [Fact]
    public async Task Should_do_everything_once_and_in_the_end_the_latest()
    {
        await using var stack = await Stack.StartAsync();

        // The same webhook five times.
        await stack.Sandbox.WebhookRulesAsync(new JsonObject { ["limitPerMinute"] = 10_000, ["deliveries"] = 5 });
        var repeated = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(repeated, ("取引状況", "利用照会OK"), ("操作", ""));
        await stack.Sandbox.EditAsync(repeated, Orders.RequestInvoice());
        await stack.ShowsAsync(repeated, ("取引状況", "請求依頼済"), ("操作", ""));
        var received = await stack.Sandbox.ReceivedAsync(Orders.Number(repeated));
        Assert.Equal((1, 1, 1, 1), (received.RegistrationCalls, received.Registrations, received.InvoiceCalls, received.Invoices));
        Assert.Single(await stack.TimelineAsync(repeated), code => code == "credit_approved");

        // In reverse order: the notification of the last edit comes first, that of the addition last.
        await stack.Sandbox.WebhookRulesAsync(new JsonObject { ["limitPerMinute"] = 10_000, ["deliveries"] = 1, ["reorderGroup"] = 3, ["reorderWaitMilliseconds"] = 5_000 });
        var reversed = await stack.Sandbox.AddAsync(Orders.New(action: null));
        await stack.Sandbox.EditAsync(reversed, new JsonObject { ["明細"] = Orders.Lines(5_500, 1) });
        await stack.Sandbox.EditAsync(reversed, new JsonObject { ["操作"] = "利用照会" });
        await stack.ShowsAsync(reversed, ("取引状況", "利用照会OK"), ("操作", ""));
        Assert.Equal(5_500, (await stack.Sandbox.NpTransactionAsync(Orders.Number(reversed)))["billed_amount"]!.GetValue<long>());
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(reversed))).RegistrationCalls);
    }

    [Fact]
    public async Task Should_believe_the_record_and_not_the_body_of_a_forged_one()
    {
        await using var stack = await Stack.StartAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(action: null));
        await Eventually.TrueAsync(async () => await stack.TransactionAsync(record) is not null, "the true webhook is taken");

        // It claims that the record asks for a credit check, in a later revision.
        using var forged = await PostAsync(stack, $$$$"""
            {"id":"forged-1","type":"UPDATE_RECORD","app":{"id":"12","name":"受注管理"},"record":{"$id":{"type":"__ID__","value":"{{{{record}}}}"},
            "$revision":{"type":"__REVISION__","value":"99"},"操作":{"type":"DROP_DOWN","value":"利用照会"}}}
            """);
        using var unknown = await PostAsync(
            stack, """{"id":"forged-2","type":"ADD_RECORD","app":{"id":"12"},"record":{"$id":{"value":"999999"},"$revision":{"value":"1"}}}""");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (forged.StatusCode, unknown.StatusCode));

        // A true command after them shows that they were taken and came to nothing.
        await stack.Sandbox.EditAsync(record, new JsonObject { ["操作"] = "利用照会" });
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));
        Assert.Single(await stack.TimelineAsync(record), code => code == "command_received");
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).RegistrationCalls);
        Assert.Null(await stack.TransactionAsync("999999"));
    }

    private static async Task<HttpResponseMessage> PostAsync(Stack stack, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await stack.Api.PostAsync("webhooks/kintone/orders", content);
    }
}
