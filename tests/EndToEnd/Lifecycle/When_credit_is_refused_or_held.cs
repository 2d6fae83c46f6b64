using System.Text.Json.Nodes;

using EndToEnd.Harness;

namespace EndToEnd.Lifecycle;

public sealed class When_credit_is_refused_or_held(SharedStack shared)
{
    [Fact]
    public async Task Should_show_NG_with_its_reason_and_the_id()
    {
        var stack = await shared.GetAsync();

        var record = await stack.Sandbox.AddAsync(Orders.New(price: 60_500, quantity: 1));

        await stack.ShowsAsync(record, ("取引状況", "利用照会NG"), ("NG理由", Stack.Filled), ("NP取引ID", Stack.Filled), ("操作", ""));
        Assert.Contains("NG001", (await stack.Sandbox.RecordAsync(record))["NG理由"]!["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Registrations);
    }

    [Fact]
    public async Task Should_show_the_hold_and_approve_after_the_data_is_corrected()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(address: "東京都千代田区麹町 番地不備"));
        await stack.ShowsAsync(record, ("取引状況", "保留"), ("NG理由", Stack.Filled), ("NP取引ID", Stack.Filled), ("操作", ""));

        await stack.Sandbox.EditAsync(record, new JsonObject { ["住所"] = Orders.GoodAddress, ["操作"] = "取引更新" });

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NG理由", ""), ("操作", ""));
        var received = await stack.Sandbox.ReceivedAsync(Orders.Number(record));
        Assert.Equal((1, 1), (received.Registrations, received.Updates));
    }

    [Fact]
    public async Task Should_wait_while_NP_reviews()
    {
        var stack = await shared.GetAsync();

        var record = await stack.Sandbox.AddAsync(Orders.New(name: "審査　花子"));

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NP取引ID", Stack.Filled));
        Assert.Contains("credit_checking", await stack.TimelineAsync(record));
    }
}
