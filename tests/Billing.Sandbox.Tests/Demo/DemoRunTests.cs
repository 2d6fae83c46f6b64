using System.Text.Json.Nodes;
using Billing.Sandbox.Demo;
using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Demo;

/// <summary>The demo against a real sandbox, with an app that has done its work before, did it twice, or does nothing.</summary>
public sealed class DemoRunTests : SandboxTest
{
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Play_EverythingAsExpected_IsTrueAndTheTableShowsIt()
    {
        await RegisterAtNpAsync("orders-101-1");

        Assert.True(await PlayAsync(Approved(expectedStatus: "利用照会OK")));

        var text = _output.ToString();
        Assert.Contains("取引状況 → 利用照会OK", text, StringComparison.Ordinal);
        Assert.Contains("期待どおり: 1件すべて", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", text, StringComparison.Ordinal); // no terminal, so plain lines
        Assert.DoesNotContain("見本　太郎", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_NothingHappens_NamesWhatIsMissingAndWhereToLook()
    {
        await RegisterAtNpAsync("orders-101-1");

        Assert.False(await PlayAsync(Approved(expectedStatus: "請求依頼済")));

        var text = _output.ToString().ReplaceLineEndings("");
        Assert.Contains("Record 101 misses after 0 s: 取引状況 = 請求依頼済 (found '利用照会OK')", text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:9/api/transactions/orders-101/timeline", text, StringComparison.Ordinal);
        Assert.Contains("期待と異なる: 1件中1件", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task Play_OnATerminalOfAnyWidth_TheTableShowsEveryCell(int columns)
    {
        var id = await RegisterAtNpAsync("orders-101-1");
        var story = Approved(expectedStatus: "利用照会OK");
        foreach (var (field, value) in new[]
        {
            (OrderFields.NpId, id), (OrderFields.Reason, "利用可能額を超えています(NG001)"), (OrderFields.IssuedOn, "2026-11-27"),
            (OrderFields.DueOn, "2026-12-10"), (OrderFields.AdvancedOn, "2026-12-15"), (OrderFields.PaidOn, "2026-12-16"),
        })
        {
            story.Order[field] = value;
        }

        Assert.True(await PlayAsync(story with { Name = "承認後に変更、再照会" }, columns));

        // Each is there twice: as the change that was seen, and in the table; nothing is cut.
        var text = _output.ToString();
        Assert.All(
            [id, "2026-11-27", "2026-12-10", "2026-12-15", "2026-12-16", "利用可能額を超えています(NG001)"],
            cell => Assert.Equal(2, text.Split(cell).Length - 1));
        Assert.All(["レコード", "承認後に変更、再照会", "結果"], cell => Assert.Contains(cell, text, StringComparison.Ordinal));
        Assert.DoesNotContain("…", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Play_NotExactlyOneRegistration_IsFalse(int registrations)
    {
        foreach (var attempt in Enumerable.Range(1, registrations))
        {
            await RegisterAtNpAsync($"orders-101-{attempt}");
        }

        Assert.False(await PlayAsync(Approved(expectedStatus: "利用照会OK")));

        Assert.Contains($"NP holds {registrations} registrations, 0 invoice requests and 0 updates of record 101; expected 1, 0 and 0.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_BetweenTheActs_NpsClockMovesAndTheBuyerPays()
    {
        var id = await RegisterAtNpAsync("orders-101-1");
        await NpAsync("POST", "invoices", $$"""{"transactions":[{"np_transaction_id":"{{id}}","service_completed_date":"2026-11-25"}]}""");
        var order = Approved("利用照会OK").Order;
        order[OrderFields.NpId] = id;
        var story = new Story("x", "A様", order, new Dictionary<Act, IReadOnlyList<Step>>
        {
            [Act.Order] = [new Step.Expect(Expectation.Filled(OrderFields.NpId))],
            [Act.Pay] = [new Step.BuyerPays(), new Step.Expect(Expectation.Filled(OrderFields.NpId))],
        }, Invoices: 1, Updates: 0);

        Assert.True(await PlayAsync(story));

        var found = (await ControlAsync("GET", $"np/transactions/{id}")).Json;
        Assert.Equal(("PAID", "2026-11-26", "2026-12-15"), ((string?)found["transaction_status"], (string?)found["invoice_issue_date"], (string?)found["advance_date"]));
    }

    [Fact]
    public async Task Play_WebhookIsRegistered_AtTheAppWithTheKey()
    {
        await RegisterAtNpAsync("orders-101-1");
        await PlayAsync(Approved(expectedStatus: "利用照会OK"));

        Assert.Equal("http://127.0.0.1:9/api/webhooks/kintone/orders?code=a%2Fkey", (string?)(await ControlAsync("GET", "kintone/apps/12/webhooks")).Json["webhooks"]![0]!["url"]);
        Assert.DoesNotContain("a/key", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a%2Fkey", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_SandboxNotThere_IsOneAndSaysSo()
    {
        var options = new DemoOptions(new Uri("http://127.0.0.1:9"), "k", new Uri("http://127.0.0.1:9"), Exit: true);

        Assert.Equal(1, await DemoCommand.RunAsync(options, _output, isTerminal: false, TimeProvider.System, CancellationToken.None));
        Assert.Contains("デモを続けられません", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<bool> PlayAsync(Story story, int? columns = null)
    {
        var options = new DemoOptions(new Uri("http://127.0.0.1:9"), "a/key", Http.BaseAddress!, Exit: true)
        {
            StepDeadline = TimeSpan.FromMilliseconds(1),
            Pace = TimeSpan.FromMilliseconds(1),
        };
        var console = DemoReporter.ConsoleOf(_output, isTerminal: false);
        console.Profile.Width = Math.Max(columns ?? console.Profile.Width, DemoReporter.NarrowestTerminal);
        var reporter = new DemoReporter(console, TimeProvider.System);
        return new DemoRun(options, new SandboxClient(Http), reporter, TimeProvider.System).PlayAsync([story], CancellationToken.None);
    }

    /// <summary>The record shows at once what an app would have written.</summary>
    private static Story Approved(string expectedStatus) => new(
        "承認",
        "A様",
        new JsonObject { ["顧客名"] = "見本　太郎", [OrderFields.Status] = "利用照会OK" },
        new Dictionary<Act, IReadOnlyList<Step>> { [Act.Order] = [new Step.Expect(Expectation.Is(OrderFields.Status, expectedStatus))] },
        Invoices: 0,
        Updates: 0);

    private async Task<string> RegisterAtNpAsync(string number)
    {
        var answer = await NpAsync("POST", "transactions", $$$$$"""
            {"transactions":[{"shop_transaction_id":"{{{{{number}}}}}","shop_order_date":"2026-11-25","settlement_type":"air","billed_amount":1000,
             "customer":{"customer_name":"見本　太郎","zip_code":"102-0083","address":"東京都千代田区麹町9-9-9","tel":"090-0000-1234"},
             "goods":[{"goods_name":"作業","goods_price":1000,"quantity":1}]}]}
            """);
        return (string)answer.Result["np_transaction_id"]!;
    }
}
