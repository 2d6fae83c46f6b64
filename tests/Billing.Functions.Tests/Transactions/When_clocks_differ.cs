using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Transactions;

/// <summary>Several processes serve one transaction, each with its own clock. A row whose last answer lies ahead of this process's clock is what that looks like.</summary>
public sealed class When_clocks_differ
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(CommandKind.Update)]
    [InlineData(CommandKind.InvoiceRequest)]
    public async Task Should_carry_out_a_command_although_the_last_answer_was_taken_by_a_clock_ahead(CommandKind command)
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        await AheadAsync(life);
        if (command == CommandKind.Update)
        {
            life.App.Edit(Orders.Usual with { Total = 12_000m });
        }

        await life.AskAsync(command);

        var state = await life.StateAsync();
        Assert.Null(state.Alarm);
        Assert.Equal(command == CommandKind.Update ? "利用照会OK" : "請求依頼済", life.App[WriteBackMeaning.Status]);
    }

    [Fact]
    public async Task Should_settle_a_lost_answer_by_one_question_although_the_last_one_was_taken_by_a_clock_ahead()
    {
        var life = await Lifecycle.CreateAsync();
        await life.AskAsync(CommandKind.CreditCheck);
        await AheadAsync(life);
        life.Provider.Faults.Enqueue(Fault.LostAfterActing);

        await life.AskAsync(CommandKind.InvoiceRequest);

        Assert.Equal((1, "請求依頼済"), (life.Provider.InvoiceRequests, life.App[WriteBackMeaning.Status]));
        Assert.Equal(1, life.Provider.Finds);
    }

    private static async Task AheadAsync(Lifecycle life)
    {
        var rows = await life.Store.ReadAsync(life.Id, CancellationToken.None);
        var ahead = rows.State! with { LastCheckedAt = life.Clock.GetUtcNow() + Skew };
        Assert.True(await life.Store.CommitAsync(new() { State = ahead, ExpectedVersion = rows.Version }, CancellationToken.None));
    }
}
