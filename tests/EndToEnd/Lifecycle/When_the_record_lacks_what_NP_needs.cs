using System.Text.Json.Nodes;

using EndToEnd.Harness;

namespace EndToEnd.Lifecycle;

public sealed class When_the_record_lacks_what_NP_needs(SharedStack shared)
{
    [Fact]
    public async Task Should_say_on_the_record_which_field_and_why_and_send_nothing()
    {
        var stack = await shared.GetAsync();

        var record = await stack.Sandbox.AddAsync(Orders.New(phone: "12-34", name: ""));

        await stack.ShowsAsync(record, ("NG理由", Stack.Filled), ("操作", ""), ("NP取引ID", ""));
        var reason = (await stack.Sandbox.RecordAsync(record))["NG理由"]!["value"]!.GetValue<string>();
        Assert.Contains("顧客名", reason, StringComparison.Ordinal);
        Assert.Contains("電話番号", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("12-34", reason, StringComparison.Ordinal);
        Assert.Equal(0, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).RegistrationCalls);
    }

    [Fact]
    public async Task Should_register_after_the_record_is_mended()
    {
        var stack = await shared.GetAsync();
        var record = await stack.Sandbox.AddAsync(Orders.New(phone: "12-34"));
        await stack.ShowsAsync(record, ("NG理由", Stack.Filled), ("操作", ""));

        await stack.Sandbox.EditAsync(record, new JsonObject { ["電話番号"] = "090-0000-1234", ["操作"] = "利用照会" });

        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"), ("NG理由", ""), ("操作", ""));
        Assert.Equal(1, (await stack.Sandbox.ReceivedAsync(Orders.Number(record))).Registrations);
    }
}
