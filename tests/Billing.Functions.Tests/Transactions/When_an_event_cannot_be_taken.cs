using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Apps;
using Billing.Core.Calendar;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.DeadLetters;
using Billing.Functions.Hosting;
using Billing.Functions.Invoicing;
using Billing.Functions.Tests.Harness;
using Billing.Functions.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Functions.Tests.Transactions;

public sealed class When_an_event_cannot_be_taken
{
    private static readonly LowCodeAppException Maintenance = new("http_503", isTransient: true);

    [Fact]
    public async Task Should_be_put_off_until_the_app_can_be_read_again_however_long_that_takes()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        var engine = new OneInstance();
        life.App.Ask(CommandKind.CreditCheck);
        life.App.ReadFault = Maintenance;

        var (id, body) = ("event-1", Message(life));
        var delays = new List<TimeSpan>();
        for (var outage = 0; outage < 100; outage++)
        {
            await DeliverAsync(life, engine, id, body);
            Assert.True(bus.Received.TryDequeue(out var next));
            Assert.Empty(bus.Received);
            Assert.NotEqual(id, next.Id); // else the queue would drop it as a repeat
            delays.Add(next.At!.Value - life.Clock.GetUtcNow());
            life.Clock.MoveTo(next.At.Value);
            (id, body) = (next.Id, next.Body);
        }

        Assert.True(delays[3] > delays[0] && delays[99] > TimeSpan.FromMinutes(9) && delays[99] <= TimeSpan.FromMinutes(10), string.Join(' ', delays));
        life.App.ReadFault = null;
        await DeliverAsync(life, engine, id, body);

        Assert.Equal([life.Id.InstanceId], engine.Started);
        Assert.Single((await life.Store.ReadAsync(life.Id, CancellationToken.None)).OpenCommands);
        Assert.Empty(bus.Received);
    }

    [Fact]
    public async Task Should_be_put_off_under_one_id_when_it_is_delivered_again_before_it_was_done_with()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        life.App.ReadFault = Maintenance;

        await DeliverAsync(life, new OneInstance(), "event-1", Message(life));
        await DeliverAsync(life, new OneInstance(), "event-1", Message(life));
        await DeliverAsync(life, new OneInstance(), "event-1-replayed", Message(life));

        var ids = bus.Received.Select(message => message.Id).ToList();
        Assert.Equal((3, ids[0]), (ids.Count, ids[1]));
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Fact]
    public async Task Should_stay_where_it_is_when_the_queue_does_not_take_it()
    {
        await using var bus = await QueueServer.StartAsync();
        bus.Refuses = true;
        var life = await Lifecycle.CreateAsync(bus.Connection);
        life.App.ReadFault = Maintenance;

        await Assert.ThrowsAnyAsync<IOException>(() => DeliverAsync(life, new OneInstance(), "event-1", Message(life)));
    }

    [Fact]
    public async Task Should_end_as_a_dead_letter_with_the_reason_when_the_app_refuses_for_good()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        life.App.ReadFault = new LowCodeAppException("GAIA_NO01", isTransient: false);

        await DeliverAsync(life, new OneInstance(), $"event-{life.RecordId}", Message(life));

        var letter = await LetterOfAsync(life);
        Assert.Equal(("GAIA_NO01", "app-events", Message(life)), (letter.Reason, letter.Source, letter.Body));
        Assert.Empty(bus.Received);
    }

    [Fact]
    public async Task Should_end_as_a_dead_letter_that_can_be_put_off_again_when_it_was_put_off_too_often()
    {
        await using var bus = await QueueServer.StartAsync();
        var life = await Lifecycle.CreateAsync(bus.Connection);
        life.App.ReadFault = Maintenance;
        var last = (AppEventMessage.Parse(Message(life)) with { Deferrals = AppEventDeferral.Most }).ToJson();

        await DeliverAsync(life, new OneInstance(), $"event-{life.RecordId}", last);

        var letter = await LetterOfAsync(life);
        Assert.Equal(("http_503", Message(life)), (letter.Reason, letter.Body));
        Assert.Empty(bus.Received);
    }

    [Fact]
    public async Task Should_be_left_to_the_queue_when_the_fault_is_none_that_is_known()
    {
        var life = await Lifecycle.CreateAsync();
        life.App.Ask(CommandKind.CreditCheck);
        life.Crash.Next = "event-claimed";

        await Assert.ThrowsAsync<CrashException>(() => DeliverAsync(life, new OneInstance(), "event-1", Message(life)));
        await Assert.ThrowsAsync<InvalidDataException>(() => DeliverAsync(life, new OneInstance(), "event-2", "{}"));
    }

    [Fact]
    public async Task Should_start_the_billing_run_that_a_message_names_and_refuse_a_message_that_names_none()
    {
        var life = await Lifecycle.CreateAsync();
        var run = RunId.DryRun(life.Get<UlidGenerator>().Next()); // the store is shared with other tests: nobody else has this one
        var row = BillingRunRequests.New(run, new BillingMonth(2026, 10), "system", life.Clock.GetUtcNow());
        Assert.True(await life.Get<BillingRunStore>().TryInsertAsync(row, CancellationToken.None));
        var engine = new OneInstance();

        await DeliverAsync(life, engine, "event-1", new AppEventMessage("event-1", "billing", AppEventMessage.BillingRun, run.Value, null).ToJson());

        Assert.Equal([run.InstanceId], engine.Started);
        var nothing = new AppEventMessage("event-2", "billing", AppEventMessage.BillingRun, "october", null).ToJson();
        await Assert.ThrowsAsync<InvalidDataException>(() => DeliverAsync(life, engine, "event-2", nothing));
    }

    private static BillingRunStarter RunStarter(Lifecycle life) =>
        new(life.Get<BillingRunStore>(), life.Get<IdSource>(), life.Crash, NullLogger<BillingRunStarter>.Instance);

    private static string Message(Lifecycle life) => new AppEventMessage("event-1", "orders", "UPDATE_RECORD", life.RecordId, null).ToJson();

    private static Task DeliverAsync(Lifecycle life, OneInstance engine, string messageId, string body)
    {
        var queue = new AppEventQueue(
            life.Get<AppEventIntake>(), life.Get<LifecycleStarter>(), RunStarter(life), life.Get<AppEventDeferral>(), life.Get<DeadLetterKeeper>(), NullLogger<AppEventQueue>.Instance);
        return queue.RunAsync(body, Invocation.Of(messageId), engine, CancellationToken.None);
    }

    private static async Task<DeadLetter> LetterOfAsync(Lifecycle life)
    {
        var page = await life.Get<IDeadLetterStore>().ListAsync(null, 100, CancellationToken.None);
        return Assert.Single(page.Items, letter => letter.Body.Contains($"\"{life.RecordId}\"", StringComparison.Ordinal));
    }
}
