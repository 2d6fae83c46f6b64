using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Transactions;

public sealed class When_an_answer_is_lost
{
    [Theory]
    [InlineData(Fault.LostAfterActing, 1)]
    [InlineData(Fault.LostBeforeActing, 1)]
    [InlineData(Fault.Unavailable, 1)]
    internal async Task Should_register_exactly_once(Fault fault, int registrations)
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Faults.Enqueue(fault);
        life.App.Ask(CommandKind.CreditCheck);
        await life.NotifyAsync();

        await life.RunAsync(state => state is { Status: TransactionStatus.CreditApproved, NextDueAt: not null });
        await life.RunAsync();

        Assert.Equal((registrations, "利用照会OK"), (life.Provider.Registrations, life.App[WriteBackMeaning.Status]));
    }

    [Theory]
    [InlineData(Fault.LostAfterActing)]
    [InlineData(Fault.LostBeforeActing)]
    [InlineData(Fault.Unavailable)]
    internal async Task Should_show_meanwhile_that_it_is_being_checked(Fault fault)
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Faults.Enqueue(fault);
        life.App.Ask(CommandKind.CreditCheck);
        await life.NotifyAsync();

        await life.RunAsync(_ => life.App.Writes > 0);

        Assert.Equal(("照会中", null, 1), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.Action], life.App.Writes));
        await life.RunAsync();
        Assert.Equal(("利用照会OK", 2), (life.App[WriteBackMeaning.Status], life.App.Writes));
    }

    [Fact]
    public async Task Should_not_repeat_before_the_first_call_can_no_longer_arrive()
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Faults.Enqueue(Fault.LostBeforeActing);
        life.App.Ask(CommandKind.CreditCheck);
        await life.NotifyAsync();
        var begun = life.Clock.GetUtcNow();

        await life.RunAsync(_ => life.Provider.Registrations > 0);

        Assert.True(life.Clock.GetUtcNow() - begun >= life.Provider.Profile.CallTimeout + TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(Fault.LostAfterActing)]
    [InlineData(Fault.LostBeforeActing)]
    [InlineData(Fault.Unavailable)]
    internal async Task Should_request_the_invoice_exactly_once(Fault fault)
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        life.Provider.Faults.Enqueue(fault);
        life.App.Ask(CommandKind.InvoiceRequest);
        await life.NotifyAsync();

        await life.RunAsync(state => state.Status == TransactionStatus.InvoiceRequested);
        await life.RunAsync();

        Assert.Equal((1, "請求依頼済"), (life.Provider.InvoiceRequests, life.App[WriteBackMeaning.Status]));
    }

    [Fact]
    public async Task Should_ask_a_person_when_asking_the_provider_cannot_tell()
    {
        var life = await Lifecycle.CreateAsync();
        life.Provider.Profile = life.Provider.Profile with { CanFindByMerchantNumber = false };
        life.Provider.Faults.Enqueue(Fault.LostBeforeActing);
        life.App.Ask(CommandKind.CreditCheck);
        await life.NotifyAsync();

        await life.RunAsync(state => state.Status == TransactionStatus.OutcomeUnknown);

        Assert.Equal(("outcome_unknown", 0), ((await life.StateAsync()).Alarm, life.Provider.Registrations));
    }

    [Fact]
    public async Task Should_stay_approved_when_the_invoice_request_is_refused()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        life.Provider.Faults.Enqueue(Fault.Refused);

        await life.AskAsync(CommandKind.InvoiceRequest);

        Assert.Equal(("利用照会OK", "受け付けできません。"), (life.App[WriteBackMeaning.Status], life.App[WriteBackMeaning.Reason]));
    }
}
