using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Functions.Tests.Harness;
using Billing.Functions.Transactions;

namespace Billing.Functions.Tests.Transactions;

/// <summary>A kill between any two steps of the effects: what was begun is finished once, and nothing is done twice.</summary>
public sealed class When_the_process_is_killed
{
    [Theory]
    [InlineData("intent-written")]
    [InlineData("provider-answered")]
    [InlineData("outcome-written")]
    [InlineData("record-written")]
    [InlineData("write-back-noted")]
    public async Task Should_register_and_request_the_invoice_exactly_once(string point)
    {
        var life = await Lifecycle.CreateAsync();
        foreach (var command in new[] { CommandKind.CreditCheck, CommandKind.InvoiceRequest })
        {
            life.App.Ask(command);
            await life.NotifyAsync();
            life.Crash.Next = point;
            await Assert.ThrowsAsync<CrashException>(() => life.RunAsync());
            life.Start();
            await life.RunAsync(_ => life.App[WriteBackMeaning.Action] is null);
            await life.RunAsync();
        }

        Assert.Equal((1, 1, "請求依頼済"), (life.Provider.Registrations, life.Provider.InvoiceRequests, life.App[WriteBackMeaning.Status]));
    }

    [Theory]
    [InlineData("event-claimed")]
    [InlineData("command-written")]
    public async Task Should_find_the_command_when_the_event_is_delivered_again(string point)
    {
        var life = await Lifecycle.CreateAsync();
        life.App.Ask(CommandKind.CreditCheck);
        life.Crash.Next = point;
        await Assert.ThrowsAsync<CrashException>(() => life.NotifyAsync("the-same"));

        var work = await life.NotifyAsync("the-same");
        await life.RunAsync();

        Assert.NotNull(work);
        Assert.Equal(1, life.Provider.Registrations);
    }

    [Fact]
    public async Task Should_let_a_straggler_change_nothing()
    {
        var life = await Lifecycle.CreateAsync();
        life.App.Ask(CommandKind.CreditCheck);
        await life.NotifyAsync();
        var straggler = new LifecycleInput(life.Id.Value, life.StartId);
        life.Start();
        await life.RunAsync();
        var before = await life.StateAsync();

        var result = await life.Get<TransactionAdvancer>().AdvanceAsync(straggler, CancellationToken.None);

        Assert.Equal(NextStep.End, result.Next);
        Assert.Equal(before.Epoch, (await life.StateAsync()).Epoch);
        Assert.Equal(1, life.Provider.Registrations);
    }
}
