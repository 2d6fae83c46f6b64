using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;
using Billing.Functions.Tests.Harness;
using Billing.Functions.Transactions;

namespace Billing.Functions.Tests.Transactions;

public sealed class TransactionCommandsApiTests
{
    [Fact]
    public async Task Run_TheSameRequestManyTimesAtOnce_IsOneCommand()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        await life.AskAsync(CommandKind.CreditCheck);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(life, "invoice-request", "one")));
        await AskAsync(life, "invoice-request", "one");

        Assert.Single((await life.Store.ReadAsync(life.Id, CancellationToken.None)).OpenCommands);
        Assert.Single(bus.Received.Select(message => message.Id).Distinct());
    }

    [Fact]
    public async Task Run_AnotherKey_IsAnotherCommand()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        await life.AskAsync(CommandKind.CreditCheck);

        await AskAsync(life, "refresh", "one");
        await AskAsync(life, "refresh", "two");

        Assert.Equal(2, (await life.Store.ReadAsync(life.Id, CancellationToken.None)).OpenCommands.Count);
    }

    private static async Task AskAsync(Lifecycle life, string command, string key)
    {
        var api = new TransactionCommandsApi(life.Store, life.Get<IMessageSender>(), life.Get<IdSource>(), life.Clock);
        var (status, body) = await HttpCall.RunAsync(request => api.RunAsync(request, life.Id.Value, command, CancellationToken.None), key);
        Assert.True(status is 202, body);
    }
}
