using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Transactions;

public sealed class When_a_rule_was_broken
{
    [Fact]
    public async Task Should_stop_at_another_provider_id_and_send_nothing_more()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        life.Provider.TransactionId = "26112599999";
        life.App.Edit(Orders.Usual with { Total = 12_000m });
        life.App.Ask(CommandKind.Update);
        await life.NotifyAsync();

        await life.RunAsync(state => state.NextDueAt is null);

        var state = await life.StateAsync();
        Assert.Equal(("invariant:second_registration", ScriptedProvider.Id, 1), (state.Alarm, state.ProviderTransactionId, life.Provider.Updates));
        Assert.Contains("管理者", life.App[WriteBackMeaning.Reason], StringComparison.Ordinal);
        Assert.Contains(life.Log.Lines, line => line.Contains("ALARM invariant:second_registration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_refuse_what_is_asked_of_a_stopped_transaction()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        life.Provider.TransactionId = "26112599999";
        life.App.Edit(Orders.Usual with { Total = 12_000m });
        life.App.Ask(CommandKind.Update);
        await life.NotifyAsync();
        await life.RunAsync(state => state.NextDueAt is null);

        life.App.Ask(CommandKind.InvoiceRequest);
        await life.NotifyAsync();
        await life.RunAsync(state => state.NextDueAt is null);

        Assert.Equal((0, 1), (life.Provider.InvoiceRequests, life.Provider.Updates));
        Assert.Empty((await life.Store.ReadAsync(life.Id, CancellationToken.None)).OpenCommands);
    }

    [Fact]
    public async Task Should_call_a_person_and_change_nothing_when_the_provider_no_longer_knows_the_transaction()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        await life.AskAsync(CommandKind.InvoiceRequest);
        var before = await life.StateAsync();

        life.Provider.Status = null;
        await life.AskAsync(CommandKind.Refresh);

        var state = await life.StateAsync();
        Assert.Equal(("provider_not_found", before.Status, before.ProviderTransactionId), (state.Alarm, state.Status, state.ProviderTransactionId));
        Assert.Equal((1, 1), (life.Provider.Registrations, life.Provider.InvoiceRequests));
    }

    [Fact]
    public async Task Should_invoice_what_was_held_and_then_approved_on_the_providers_side()
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Result = CreditResult.Held;
        await life.AskAsync(CommandKind.CreditCheck);

        life.Provider.Status = TransactionStatus.CreditApproved;
        await life.RunAsync(state => state.Status == TransactionStatus.CreditApproved);
        await life.AskAsync(CommandKind.InvoiceRequest);

        Assert.Equal((1, 0, 1), (life.Provider.Registrations, life.Provider.Updates, life.Provider.InvoiceRequests));
        Assert.Equal("請求依頼済", life.App[WriteBackMeaning.Status]);
    }
}
