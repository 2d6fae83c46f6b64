using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>Asks the provider how a transaction stands, on the poll ladder's beat or because somebody wants to know now.</summary>
internal sealed class ProviderPoller(LifecycleRows lifecycle, LifecycleSettings settings, TimeProvider time, ILogger<ProviderPoller> logger)
{
    public Task<AdvanceResult> PollAsync(LifecycleStep step, CancellationToken cancellationToken) => AskAsync(step, null, cancellationToken);

    /// <summary>取引状況確認.</summary>
    public Task<AdvanceResult> RefreshAsync(LifecycleStep step, TransactionCommand command, CancellationToken cancellationToken) =>
        AskAsync(step, command, cancellationToken);

    private async Task<AdvanceResult> AskAsync(LifecycleStep step, TransactionCommand? command, CancellationToken cancellationToken)
    {
        var askedAt = step.AskedAt(time.GetUtcNow());
        switch (await step.Provider.FindAsync(step.State.ProviderTransactionId, step.Number, cancellationToken))
        {
            case ProviderAnswer<ProviderFacts>.Answered(var facts):
                await lifecycle.ApplyAsync(step.Input, rows => Commit(rows, command, state => FactRules.Found(state, facts, askedAt, time.GetUtcNow())), cancellationToken);
                return AdvanceResult.Again;
            case ProviderAnswer<ProviderFacts>.NotFound:
                await lifecycle.ApplyAsync(step.Input, rows => Commit(rows, command, Missing), cancellationToken);
                return AdvanceResult.Again;
            case ProviderAnswer<ProviderFacts>.Unavailable(var code, var retryAfter):
                return await LaterAsync(step, command, code, retryAfter, cancellationToken);
            case ProviderAnswer<ProviderFacts>.Unknown(var code):
                return await LaterAsync(step, command, code, null, cancellationToken);
            case ProviderAnswer<ProviderFacts>.Refused(var refusal):
                return await LaterAsync(step, command, refusal.Code, settings.LongestRetryDelay, cancellationToken);
            default:
                throw new InvalidOperationException("Not an answer of a provider.");
        }
    }

    private StepCommit Commit(TransactionRows rows, TransactionCommand? command, Func<TransactionState, StateChange> found)
    {
        var now = time.GetUtcNow();
        var before = rows.State!;
        var change = found(before);
        if (change.State.Status == before.Status)
        {
            change = Stayed(change, command, now);
        }

        logger.Polled(before.Id.Value, change.State.Status);
        var isOpen = command is not null && rows.OpenCommands.Any(open => open.Id == command.Id);
        return new StepCommit(change) { Closed = isOpen ? [new ClosedCommand(command!.Id, CommandOutcome.Done, null, now)] : [] };
    }

    private StateChange Stayed(StateChange change, TransactionCommand? command, DateTimeOffset now)
    {
        // A question that a person asked and that was answered also settles what the record says went wrong before.
        var state = change.State with
        {
            PollCount = change.State.PollCount + 1,
            LastError = command is not null && change.State.Status != TransactionStatus.OutcomeUnknown ? null : change.State.LastError,
        };
        if (!settings.Plan.HasStopped(state, now) || state.Alarm is not null)
        {
            return change with { State = state };
        }

        var entry = new TimelineEntry(now, "polling_stopped", "状況の確認を終了しました。管理画面で確認してください", "Polling came to its end; look at the provider's screen", state.Status);
        var isUndecided = state.Status is TransactionStatus.CreditChecking or TransactionStatus.CreditHeld;
        return new StateChange(
            state with { Alarm = "polling_stopped", LastError = isUndecided ? Refusals.Of(Refusals.NoDecision) : state.LastError },
            [.. change.Timeline, entry]);
    }

    // "No such transaction": conclusive where an answer had been lost; a riddle for a person where the provider had given an id.
    private StateChange Missing(TransactionState state)
    {
        var now = time.GetUtcNow();
        if (state is { Status: TransactionStatus.OutcomeUnknown, ProviderTransactionId: null })
        {
            return TransactionFlow.Refused(state, Refusals.Of(Refusals.NotRegistered), now);
        }

        var entry = new TimelineEntry(now, "alarm", "決済サービスに取引が見つかりません", "The provider knows no such transaction", state.Status);
        return state.Alarm == "provider_not_found" ? new StateChange(state, []) : new StateChange(state with { Alarm = "provider_not_found" }, [entry]);
    }

    private async Task<AdvanceResult> LaterAsync(
        LifecycleStep step, TransactionCommand? command, string code, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        logger.ServiceUnavailable(step.Input.Transaction, "provider", code);
        var now = time.GetUtcNow();
        if (command is null || now - command.RequestedAt < settings.LostAfter)
        {
            return await lifecycle.PostponeAsync(step.Input, retryAfter, cancellationToken);
        }

        // Later commands must not wait behind this one for ever.
        var refusal = Refusals.Of(Refusals.ProviderUnavailable);
        var commit = new StepCommit(new StateChange(step.State with { LastError = refusal }, [])) { Closed = [new ClosedCommand(command.Id, CommandOutcome.Refused, refusal, now)] };
        await lifecycle.CommitAsync(step.Rows, commit, cancellationToken);
        return AdvanceResult.Again;
    }
}
