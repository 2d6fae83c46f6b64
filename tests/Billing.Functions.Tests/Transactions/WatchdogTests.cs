using Billing.Core.Transactions;
using Billing.Functions.Hosting;
using Billing.Functions.Tests.Harness;
using Billing.Functions.Transactions;

using Functions.CustomHandler.Durable;

using Microsoft.Extensions.Logging.Abstractions;

namespace Billing.Functions.Tests.Transactions;

public sealed class WatchdogTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Grace = new LifecycleSettings().WatchdogGrace;

    [Fact]
    public async Task Run_OverdueForAMoment_WakesAndChangesNothing()
    {
        var (life, engine) = await AskedAsync();
        var before = await life.StateAsync();
        life.Clock.MoveTo(before.NextDueAt!.Value + (Grace * 1.5));

        await RunAsync(life, engine);

        Assert.Equal([$"wake {life.Id.InstanceId}"], engine.Acts);
        Assert.Equal((before.Epoch, before.StartId), ((await life.StateAsync()).Epoch, (await life.StateAsync()).StartId));
    }

    [Fact]
    public async Task Run_WithoutProgress_TerminatesAndStartsUnderTheSameIdWithANewEpoch()
    {
        var (life, engine) = await AskedAsync();
        var before = await life.StateAsync();
        life.Clock.MoveTo(before.NextDueAt!.Value + (Grace * 3));

        await RunAsync(life, engine);

        var after = await life.StateAsync();
        Assert.Equal([$"terminate {life.Id.InstanceId}", $"start {life.Id.InstanceId}"], engine.Acts);
        Assert.Equal((before.Epoch + 1, after.StartId), (after.Epoch, ((LifecycleInput)engine.Input!).StartId));
        Assert.True(string.CompareOrdinal(before.StartId, after.StartId) < 0);
    }

    [Fact]
    public async Task Run_AfterARestart_TheOldStartChangesNothingEvenBetweenIntentAndAnswer()
    {
        var (life, engine) = await AskedAsync();
        var old = new LifecycleInput(life.Id.Value, life.StartId);
        life.Crash.Next = "intent-written";
        await Assert.ThrowsAsync<CrashException>(() => life.Get<TransactionAdvancer>().AdvanceAsync(old, None));
        var begun = await life.StateAsync();
        life.Clock.MoveTo(begun.NextDueAt!.Value + (Grace * 3));
        await RunAsync(life, engine);
        var owned = await life.StateAsync();

        // The straggler wakes up: nothing is sent, nothing is written.
        Assert.Equal(NextStep.End, (await life.Get<TransactionAdvancer>().AdvanceAsync(old, None)).Next);
        Assert.Equal(NextStep.End, (await life.Get<RecordWriter>().WriteAsync(old, None)).Next);

        Assert.Equal((0, 0), (life.Provider.Registrations, life.App.Writes));
        Assert.Equal((owned.Epoch, owned.StartId, owned.Status), ((await life.StateAsync()).Epoch, (await life.StateAsync()).StartId, (await life.StateAsync()).Status));
    }

    [Fact]
    public async Task Run_TwoAtOnce_OneStartOwnsTheRowInTheEnd()
    {
        var (life, engine) = await AskedAsync();
        engine.Status = OrchestrationRuntimeStatus.Failed; // the platform failed it: an orchestrator's turn died
        var before = await life.StateAsync();
        life.Clock.MoveTo(before.NextDueAt!.Value + (Grace * 3));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync(life, engine)));

        var after = await life.StateAsync();
        Assert.Single(engine.Started);
        if (((LifecycleInput)engine.Input!).StartId != after.StartId)
        {
            // The start that ran was overtaken by another's claim on the row: it ends, and the next run starts the owner.
            engine.Status = OrchestrationRuntimeStatus.Completed;
            await RunAsync(life, engine);
            after = await life.StateAsync();
        }

        Assert.Equal(((LifecycleInput)engine.Input!).StartId, after.StartId);
        await life.RunAsAsync(after.StartId!);
        Assert.Equal((1, TransactionStatus.CreditApproved), (life.Provider.Registrations, (await life.StateAsync()).Status));
    }

    [Fact]
    public async Task Run_ARowThatCannotBeRead_KeepsNoOtherWaiting()
    {
        var (damaged, _) = await AskedAsync();
        var (life, engine) = await AskedAsync();
        life.Clock.MoveTo((await life.StateAsync()).NextDueAt!.Value + (Grace * 1.5));

        await RunAsync(life, engine, new OwnRows(life.Store, damaged.Id, life.Id) { Damaged = damaged.Id });

        Assert.Equal([$"wake {life.Id.InstanceId}"], engine.Acts);
    }

    [Fact]
    public async Task Run_InTheEnd_TheTransactionIsCarriedOutOnce()
    {
        var (life, engine) = await AskedAsync();
        life.Crash.Next = "provider-answered";
        await Assert.ThrowsAsync<CrashException>(() => life.RunAsync());
        life.Clock.MoveTo((await life.StateAsync()).NextDueAt!.Value + (Grace * 3));
        await RunAsync(life, engine);

        await life.RunAsAsync((await life.StateAsync()).StartId!);

        Assert.Equal((1, "利用照会OK"), (life.Provider.Registrations, life.App[Core.Apps.WriteBackMeaning.Status]));
    }

    private static async Task<(Lifecycle Life, OneInstance Engine)> AskedAsync()
    {
        var life = await Lifecycle.CreateAsync();
        life.App.Ask(CommandKind.CreditCheck);
        await life.NotifyAsync();
        await life.Get<LifecycleRows>().OwnAsync(new LifecycleInput(life.Id.Value, life.StartId), None);
        return (life, new OneInstance { Status = OrchestrationRuntimeStatus.Running });
    }

    private static Task RunAsync(Lifecycle life, OneInstance engine, OwnRows? rows = null)
    {
        var watchdog = new Watchdog(
            rows ?? new OwnRows(life.Store, life.Id), life.Get<LifecycleStarter>(), life.Get<IdSource>(), life.Get<LifecycleSettings>(), life.Clock, NullLogger<Watchdog>.Instance);
        return watchdog.RunAsync(engine, None);
    }
}
