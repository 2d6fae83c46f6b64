using System.Text.Json.Nodes;

using EndToEnd.Harness;

using Testing;

namespace EndToEnd.Lifecycle;

public sealed class When_services_fail(SharedStack shared)
{
    [Theory]
    [InlineData("silence", true)]
    [InlineData("silence", false)]
    [InlineData("reset", true)]
    [InlineData("reset", false)]
    public async Task Should_register_once_when_NPs_answer_to_the_registration_is_lost(string kind, bool afterActing)
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(action: null));
        await stack.Sandbox.FaultAsync(new JsonObject
        {
            ["service"] = "np",
            ["method"] = "POST",
            ["path"] = "/v1/transactions",
            ["contains"] = Orders.Number(record),
            ["kind"] = kind,
            ["afterActing"] = afterActing,
            ["count"] = 1,
        });

        await stack.Sandbox.EditAsync(record, new JsonObject { ["操作"] = "利用照会" });

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NP取引ID", Stack.Filled));
        var received = await stack.Sandbox.ReceivedAsync(Orders.Number(record));
        Assert.Equal((1, 1), (received.RegistrationCalls, received.Registrations));
        Assert.True(!afterActing || received.Finds >= 1, "what had happened was found by asking"); // NP counts questions only for what it knows
    }

    [Fact]
    public async Task Should_take_an_event_when_kintone_can_be_read_again_after_longer_than_a_message_is_delivered()
    {
        await using var stack = await Stack.StartAsync();
        await stack.Sandbox.FaultAsync(new JsonObject { ["service"] = "kintone", ["method"] = "GET", ["kind"] = "status", ["status"] = 503, ["count"] = 0 });
        var record = await stack.Sandbox.AddAsync(Orders.New());

        // Left to the queue, ten deliveries in a row would have made it a dead letter.
        await Eventually.TrueAsync(() => stack.Host.Output.Contains("deferral 2", StringComparison.Ordinal), "the event is put off twice");
        Assert.Null(await stack.TransactionAsync(record));
        await stack.Sandbox.ClearFaultsAsync();

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"));
        Assert.Empty(JsonNode.Parse(await stack.Api.GetStringAsync("dead-letters"))!["items"]!.AsArray());
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).RegistrationCalls);
    }

    [Fact]
    public async Task Should_request_the_invoice_once_when_NPs_answer_is_lost()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));
        var npId = (await stack.Sandbox.RecordAsync(record))["NP取引ID"]!["value"]!.GetValue<string>();
        await stack.Sandbox.FaultAsync(new JsonObject
        {
            ["service"] = "np",
            ["method"] = "POST",
            ["path"] = "/v1/invoices",
            ["contains"] = npId,
            ["kind"] = "silence",
            ["afterActing"] = true,
            ["count"] = 1,
        });

        await stack.Sandbox.EditAsync(record, Orders.RequestInvoice());

        await stack.ShowsAsync(record, ("取引状況", "請求依頼済"));
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Invoices);
    }

    [Fact]
    public async Task Should_try_again_when_NP_is_busy()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(action: null));
        await stack.Sandbox.FaultAsync(new JsonObject
        {
            ["service"] = "np",
            ["method"] = "POST",
            ["path"] = "/v1/transactions",
            ["contains"] = Orders.Number(record),
            ["kind"] = "status",
            ["status"] = 429,
            ["retryAfterSeconds"] = 1,
            ["count"] = 2,
        });

        await stack.Sandbox.EditAsync(record, new JsonObject { ["操作"] = "利用照会" });

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"));
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Registrations);
    }

    [Fact]
    public async Task Should_read_and_decide_again_when_the_write_back_meets_another_revision()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(action: null));
        await stack.Sandbox.FaultAsync(new JsonObject
        {
            ["service"] = "kintone",
            ["method"] = "PUT",
            ["path"] = "/v1/records.json",
            ["contains"] = $"\"{record}\"",
            ["kind"] = "status",
            ["status"] = 409,
            ["code"] = "GAIA_CO02",
            ["count"] = 2,
        });

        await stack.Sandbox.EditAsync(record, new JsonObject { ["操作"] = "利用照会" });

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("操作", ""));
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Registrations);
    }
}
