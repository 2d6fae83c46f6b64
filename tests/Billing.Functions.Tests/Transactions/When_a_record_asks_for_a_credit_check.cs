using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Transactions;

public sealed class When_a_record_asks_for_a_credit_check
{
    [Fact]
    public async Task Should_register_once_and_show_the_result_in_one_write()
    {
        var life = await Lifecycle.CreateAsync();

        await life.AskAsync(CommandKind.CreditCheck);

        Assert.Equal((1, 1), (life.Provider.Registrations, life.App.Writes));
        Assert.Equal(("利用照会OK", ScriptedProvider.Id, null), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.ProviderTransactionId], life.App[WriteBackMeaning.Action]));
    }

    [Fact]
    public async Task Should_follow_it_to_payment()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        await life.AskAsync(CommandKind.InvoiceRequest);
        Assert.Equal(("請求依頼済", "2026-11-26"), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.ExpectedIssueOn]));

        (life.Provider.Status, life.Provider.IssuedOn) = (TransactionStatus.InvoiceIssued, new DateOnly(2026, 11, 26));
        await life.RunAsync(state => state.Status == TransactionStatus.InvoiceIssued);
        (life.Provider.Status, life.Provider.PaidOn) = (TransactionStatus.Paid, new DateOnly(2026, 12, 1));
        await life.RunAsync(state => state.Status == TransactionStatus.Paid);
        await life.RunAsync();

        Assert.Equal(("請求書発行済", "2026-12-01"), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.PaidOn]));
        Assert.Equal((1, 1), (life.Provider.Registrations, life.Provider.InvoiceRequests));
    }

    [Fact]
    public async Task Should_show_a_rejection_with_its_reason_and_rest()
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Result = CreditResult.Rejected;

        await life.AskAsync(CommandKind.CreditCheck);

        Assert.Equal("利用照会NG", life.App[WriteBackMeaning.Status]);
        Assert.Contains("NG001", life.App[WriteBackMeaning.Reason], StringComparison.Ordinal);
        Assert.Null((await life.StateAsync()).NextDueAt);
    }

    [Fact]
    public async Task Should_show_faulty_contents_and_send_nothing()
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.ContentFaults = [new ContentFault("Phone", "phone_digits", "電話番号は10桁か11桁にしてください。", "Use 10 or 11 digits.")];

        await life.AskAsync(CommandKind.CreditCheck);

        Assert.Equal(("電話番号は10桁か11桁にしてください。", null, 0), (life.App[WriteBackMeaning.Reason], life.App[WriteBackMeaning.Action], life.Provider.Registrations));
    }

    [Fact]
    public async Task Should_be_approved_after_a_hold_was_corrected_and_updated()
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Result = CreditResult.Held;
        await life.AskAsync(CommandKind.CreditCheck);
        Assert.Equal("保留", life.App[WriteBackMeaning.Status]);

        life.Provider.Result = CreditResult.Approved;
        life.App.Edit(Orders.Usual with { Address = "東京都千代田区千代田1-2" });
        await life.AskAsync(CommandKind.Update);

        Assert.Equal(("利用照会OK", null, 1, 1), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.Reason], life.Provider.Registrations, life.Provider.Updates));
    }

    [Fact]
    public async Task Should_say_in_the_timeline_that_an_update_without_a_change_sent_nothing()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);

        await life.AskAsync(CommandKind.Update);

        var timeline = await life.Store.ReadTimelineAsync(life.Id, cursor: null, size: 100, CancellationToken.None);
        var entry = Assert.Single(timeline.Items, entry => entry.Code == "command_needless");
        Assert.Equal((0, null), (life.Provider.Updates, life.App[WriteBackMeaning.Action]));
        Assert.Contains("取引更新", entry.MessageJa, StringComparison.Ordinal);
        Assert.Contains("変更がない", entry.MessageJa, StringComparison.Ordinal);
        Assert.Contains("nothing changed", entry.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_an_invoice_for_contents_that_changed()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        life.App.Edit(Orders.Usual with { Total = 12_000m });

        await life.AskAsync(CommandKind.InvoiceRequest);

        Assert.Contains("先に取引更新を行ってください", life.App[WriteBackMeaning.Reason], StringComparison.Ordinal);
        Assert.Equal(0, life.Provider.InvoiceRequests);
    }

    [Fact]
    public async Task Should_take_the_same_notification_once()
    {
        var life = await Lifecycle.CreateAsync();
        life.App.Ask(CommandKind.CreditCheck);
        for (var repeat = 0; repeat < 5; repeat++)
        {
            await life.NotifyAsync("the-same");
        }

        Assert.Single((await life.Store.ReadAsync(life.Id, CancellationToken.None)).OpenCommands);
    }

    [Fact]
    public async Task Should_take_no_echo_of_its_own_write_for_a_command()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);

        Assert.Null(await life.NotifyAsync());
        Assert.Equal(1, life.Provider.Registrations);
    }

    [Fact]
    public async Task Should_keep_an_action_that_a_person_set_during_the_write()
    {
        var life = await Lifecycle.CreateAsync();
        life.App.BeforeWrite = () => life.App.Ask(CommandKind.InvoiceRequest);

        await life.AskAsync(CommandKind.CreditCheck);
        Assert.Equal(("利用照会OK", nameof(CommandKind.InvoiceRequest)), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.Action]));
        await life.NotifyAsync();
        await life.RunAsync();

        Assert.Equal((1, null), (life.Provider.InvoiceRequests, life.App[WriteBackMeaning.Action]));
    }
}
