using Billing.Core.Transactions.Ports;
using Billing.Functions.DeadLetters;
using Billing.Functions.Tests.Harness;

using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Functions.Tests.DeadLetters;

public sealed class DeadLettersApiTests
{
    [Fact]
    public async Task Replay_AgainAndAgain_IsANewMessageEachTime()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        var id = await KeepAsync(life);

        await ReplayAsync(life, id, null);
        await ReplayAsync(life, id, null);

        var messages = bus.Received.ToList();
        Assert.Equal(["body", "body"], messages.Select(message => message.Body));
        Assert.Equal(2, messages.Select(message => message.Id).Distinct().Count());
        Assert.DoesNotContain("message", messages.Select(message => message.Id)); // what it was first sent as
        Assert.Equal(2, (await life.Get<IDeadLetterStore>().ReadAsync(id, CancellationToken.None))!.Replays);
    }

    [Fact]
    public async Task Replay_TheSameRequestTwice_RunsOnce()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        var id = await KeepAsync(life);

        await ReplayAsync(life, id, "request 1 / 取引");
        await ReplayAsync(life, id, "request 1 / 取引");
        await ReplayAsync(life, id, "request 2");

        Assert.Equal(2, bus.Received.Count);
        Assert.Equal(2, (await life.Get<IDeadLetterStore>().ReadAsync(id, CancellationToken.None))!.Replays);
    }

    [Fact]
    public async Task Replay_TheSameRequestTwiceAtOnce_IsOneMessageIdAndCountsOnce()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        var id = await KeepAsync(life);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ReplayAsync(life, id, "same")));

        Assert.Single(bus.Received.Select(message => message.Id).Distinct());
        Assert.Equal(1, (await life.Get<IDeadLetterStore>().ReadAsync(id, CancellationToken.None))!.Replays);
    }

    [Fact]
    public async Task Replay_TheQueueRefuses_SaysSoAndCountsNothing()
    {
        await using var bus = await QueueServer.StartAsync();
        bus.Refuses = true;
        var life = await Lifecycle.CreateAsync(bus.Connection);
        var id = await KeepAsync(life);

        Assert.Equal(503, await ReplayAsync(life, id, "key", expected: 503));
        bus.Refuses = false;
        await ReplayAsync(life, id, "key");

        Assert.Single(bus.Received);
    }

    [Fact]
    public async Task Replay_AKeyTooLong_IsRefused()
    {
        var life = await Lifecycle.CreateAsync();
        await ReplayAsync(life, await KeepAsync(life), new string('x', 201), expected: 400);
    }

    private static async Task<string> KeepAsync(Lifecycle life)
    {
        var id = $"letter-{life.RecordId}";
        await life.Get<IDeadLetterStore>().KeepAsync(new DeadLetter(id, "app-events", "body", "MaxDeliveryCountExceeded", null, 10, life.Clock.GetUtcNow()), CancellationToken.None);
        return id;
    }

    private static async Task<int> ReplayAsync(Lifecycle life, string id, string? key, int expected = 202)
    {
        var api = new DeadLettersApi(life.Get<IDeadLetterStore>(), life.Get<IMessageSender>(), life.Clock, NullLogger<DeadLettersApi>.Instance);
        var (status, _) = await HttpCall.RunAsync(request => api.ReplayAsync(request, id, CancellationToken.None), key);
        Assert.Equal(expected, status);
        return status;
    }
}
