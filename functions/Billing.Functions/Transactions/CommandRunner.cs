using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>Carries out one open command, or refuses it so that the record shows why.</summary>
internal sealed class CommandRunner(
    LifecycleRows lifecycle, EffectRunner effects, ProviderPoller poller, TimeProvider time, ILogger<CommandRunner> logger)
{
    public async Task<AdvanceResult> RunAsync(LifecycleStep step, TransactionCommand command, CancellationToken cancellationToken)
    {
        var needsRecord = command.Kind is not (CommandKind.Refresh or CommandKind.Cancel);
        var record = needsRecord ? await step.App.ReadAsync(step.State.RecordId, cancellationToken) : null;
        var faults = record is null ? [] : OrderFaults.Of(step.Provider, record.Order);
        var now = time.GetUtcNow();
        switch (CommandRules.Decide(step.State, command, record, faults, step.Provider.Profile))
        {
            case CommandDecision.Register register:
                return await effects.RunAsync(step, Begun(step, record!, state => TransactionFlow.BeginRegistration(state, register.Anew, register.ContentHash, now)), record!.Order, cancellationToken);
            case CommandDecision.Update update:
                return await effects.RunAsync(step, Begun(step, record!, state => TransactionFlow.BeginUpdate(state, update.ContentHash, now)), record!.Order, cancellationToken);
            case CommandDecision.RequestInvoice:
                return await effects.RunAsync(step, Begun(step, record!, state => TransactionFlow.BeginInvoice(state, now)), record!.Order, cancellationToken);
            case CommandDecision.Ask:
                return await poller.RefreshAsync(step, command, cancellationToken);
            case CommandDecision.Refuse(var refusal):
                logger.CommandRefused(step.Input.Transaction, command.Kind, refusal.Code);
                return await CloseAsync(step, Refused(step.State, command, refusal, now), new ClosedCommand(command.Id, CommandOutcome.Refused, refusal, now), cancellationToken);
            default:
                return await CloseAsync(step, NothingToDo(step.State, command, now), new ClosedCommand(command.Id, CommandOutcome.NothingToDo, null, now), cancellationToken);
        }
    }

    // The hash is of the very contents that are sent: what the invariants compare with.
    private static StateChange Begun(LifecycleStep step, AppRecord record, Func<TransactionState, StateChange> begin) =>
        begin(step.State with { RecordContentHash = ContentHash.Of(record.Order) });

    private async Task<AdvanceResult> CloseAsync(LifecycleStep step, StateChange change, ClosedCommand closed, CancellationToken cancellationToken)
    {
        await lifecycle.CommitAsync(step.Rows, new StepCommit(change) { Closed = [closed] }, cancellationToken);
        return AdvanceResult.Again; // also after a conflict: the rows are read anew
    }

    private static StateChange NothingToDo(TransactionState state, TransactionCommand command, DateTimeOffset now)
    {
        var (japanese, english) = command.Kind switch
        {
            CommandKind.Update => ("前回の送信から変更がないため、何も送信していません。", "nothing changed since it was sent last; nothing was sent."),
            CommandKind.Refresh => ("決済サービスにまだ登録がないため、確認するものがありません。", "nothing is registered at the provider yet; there is nothing to ask for."),
            _ => ("行う必要がありませんでした。", "there was nothing to do."),
        };
        return new StateChange(state, [new TimelineEntry(
            now, "command_needless", $"{CommandNames.Japanese(command.Kind)}: {japanese}", $"{CommandNames.English(command.Kind)}: {english}", state.Status, command.Actor, command.Id)]);
    }

    private static StateChange Refused(TransactionState state, TransactionCommand command, Refusal refusal, DateTimeOffset now) => new(
        state with { LastError = refusal },
        [
            new TimelineEntry(
                now, "command_refused", $"{CommandNames.Japanese(command.Kind)}: {refusal.MessageJa}", $"{CommandNames.English(command.Kind)}: {refusal.MessageEn}",
                state.Status, command.Actor, command.Id),
        ]);
}
