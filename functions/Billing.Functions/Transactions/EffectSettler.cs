using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>
/// Finds out what became of an effect whose outcome is not written: asks the provider first, and repeats only what certainly did not happen
/// and whose intent is older than the call's time-out plus the guard (design §3 no. 6).
/// </summary>
internal sealed class EffectSettler(
    LifecycleRows lifecycle,
    ITransactionStore store,
    EffectRunner runner,
    ProviderCalls calls,
    LifecycleSettings settings,
    TimeProvider time,
    ILogger<EffectSettler> logger)
{
    public async Task<AdvanceResult> SettleAsync(LifecycleStep step, PendingEffect effect, CancellationToken cancellationToken)
    {
        var intent = await store.ReadEffectAsync(step.State.Id, effect.Key, cancellationToken)
            ?? new EffectRecord(effect.Key, 1, step.Number.Value, step.State.StatusSince, step.State.PendingContentHash);
        if (intent.Outcome?.StartsWith(EffectRunner.NotSentPrefix, StringComparison.Ordinal) == true)
        {
            return IsOverdue(step)
                ? await runner.EndAsync(step.Input, effect, intent, NotDone(effect), cancellationToken)
                : await RepeatAsync(step, effect, intent, cancellationToken);
        }

        // A lost update cannot be told from one that never arrived, so it is repeated: sending the same contents twice is the same update.
        // But not while the first call may still be on its way.
        if (effect.Kind == EffectKind.Update && RepeatableAt(step, intent) is var at && at > time.GetUtcNow())
        {
            return await lifecycle.PostponeAsync(step.Input, at - time.GetUtcNow(), cancellationToken);
        }

        return await AskAsync(step, effect, intent, cancellationToken);
    }

    private async Task<AdvanceResult> AskAsync(LifecycleStep step, PendingEffect effect, EffectRecord intent, CancellationToken cancellationToken)
    {
        if (step.State.ProviderTransactionId is null && !step.Provider.Profile.CanFindByMerchantNumber)
        {
            return await UnclearAsync(step, effect, intent, "not_askable", cancellationToken, isFinal: RepeatableAt(step, intent) <= time.GetUtcNow());
        }

        var askedAt = step.AskedAt(time.GetUtcNow());
        switch (await step.Provider.FindAsync(step.State.ProviderTransactionId, step.Number, cancellationToken))
        {
            case ProviderAnswer<ProviderFacts>.Answered(var facts) when Tells(effect.Kind, facts):
                return await runner.EndAsync(step.Input, effect, intent, calls.Found(facts, askedAt), cancellationToken);
            case ProviderAnswer<ProviderFacts>.Answered { Value.Status: not null }:
            case ProviderAnswer<ProviderFacts>.NotFound when effect.Kind == EffectKind.Register:
                return await RepeatWhenDueAsync(step, effect, intent, cancellationToken);
            case ProviderAnswer<ProviderFacts>.Answered(var facts):
                return await UnclearAsync(step, effect, intent, $"unknown_status:{facts.RawStatus}", cancellationToken);
            case ProviderAnswer<ProviderFacts>.Unavailable(var code, _):
                return await UnclearAsync(step, effect, intent, code, cancellationToken);
            case ProviderAnswer<ProviderFacts>.Unknown(var code):
                return await UnclearAsync(step, effect, intent, code, cancellationToken);
            case ProviderAnswer<ProviderFacts>.Refused(var refusal):
                return await UnclearAsync(step, effect, intent, refusal.Code, cancellationToken);
            default:
                return await UnclearAsync(step, effect, intent, "not_found", cancellationToken, isFinal: true);
        }
    }

    // Whether the provider's status shows that the effect happened: a registration by being there, the others by a later status.
    private static bool Tells(EffectKind kind, ProviderFacts facts) =>
        facts.Status is { } status
        && (kind == EffectKind.Register || TransactionTransitions.Rank(status) >= TransactionTransitions.Rank(TransactionStatus.InvoiceRequested));

    private async Task<AdvanceResult> RepeatWhenDueAsync(LifecycleStep step, PendingEffect effect, EffectRecord intent, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var repeatableAt = RepeatableAt(step, intent);
        if (repeatableAt > now)
        {
            // The call may still arrive: ask again in between, with the growing delay, but repeat no earlier.
            var delay = settings.DelayAfter(step.Input.Failures);
            return await lifecycle.PostponeAsync(step.Input, now + delay < repeatableAt ? delay : repeatableAt - now, cancellationToken);
        }

        return IsOverdue(step)
            ? await runner.EndAsync(step.Input, effect, intent, NotDone(effect), cancellationToken)
            : await RepeatAsync(step, effect, intent, cancellationToken);
    }

    private async Task<AdvanceResult> RepeatAsync(LifecycleStep step, PendingEffect effect, EffectRecord intent, CancellationToken cancellationToken)
    {
        var record = await step.App.ReadAsync(step.State.RecordId, cancellationToken);
        if (Obstacle(step, effect, record) is { } refusal)
        {
            return await runner.EndAsync(step.Input, effect, intent, calls.Refused(refusal), cancellationToken);
        }

        var hash = ContentHash.Of(record!.Order);
        var again = step.State with
        {
            RecordContentHash = hash,
            PendingContentHash = effect.Kind == EffectKind.Invoice ? null : hash,
        };
        return await runner.RunAsync(step, new StateChange(again, []), record.Order, cancellationToken, intent);
    }

    // The record may have changed since: what would be refused as a new command is not repeated either.
    private static Refusal? Obstacle(LifecycleStep step, PendingEffect effect, AppRecord? record)
    {
        if (record is null)
        {
            return Refusals.Of(Refusals.RecordDeleted);
        }

        if (effect.Kind == EffectKind.Invoice)
        {
            return ContentHash.Of(record.Order) != step.State.SentContentHash ? Refusals.Of(Refusals.UpdateFirst)
                : record.Order.ServiceCompletedOn is null ? Refusals.Of(Refusals.ServiceNotCompleted, nameof(OrderContent.ServiceCompletedOn))
                : null;
        }

        var faults = OrderFaults.Of(step.Provider, record.Order);
        return faults.Count > 0 ? CommandRules.RefusalOf(faults)
            : OrderAmount.TryGet(record.Order, out _) ? null
            : Refusals.Of(Refusals.ContentInvalid, nameof(OrderContent.Total));
    }

    // For certain it did not happen, and it has been tried for long enough.
    private EffectOutcome.Known NotDone(PendingEffect effect)
    {
        var refusal = Refusals.Of(Refusals.ProviderUnavailable);
        return effect.Kind == EffectKind.Invoice
            ? new EffectOutcome.Known(
                state => TransactionFlow.InvoiceWasNotRequested(state, refusal, time.GetUtcNow()), $"refused:{refusal.Code}", CommandOutcome.Refused, refusal)
            : calls.Refused(refusal);
    }

    private async Task<AdvanceResult> UnclearAsync(
        LifecycleStep step, PendingEffect effect, EffectRecord intent, string code, CancellationToken cancellationToken, bool isFinal = false)
    {
        logger.AnswerLost(step.Input.Transaction, effect.Key, code);
        if (!isFinal && !IsOverdue(step))
        {
            return await lifecycle.PostponeAsync(step.Input, after: null, cancellationToken);
        }

        var refusal = Refusals.Of(Refusals.OutcomeUnknown);
        var lost = new EffectOutcome.Known(state => TransactionFlow.Lost(state, time.GetUtcNow()), "unknown", CommandOutcome.Refused, refusal);
        return await runner.EndAsync(step.Input, effect, intent, lost, cancellationToken);
    }

    private DateTimeOffset RepeatableAt(LifecycleStep step, EffectRecord intent) =>
        intent.IntentAt + step.Provider.Profile.CallTimeout + settings.RepeatGuard;

    private bool IsOverdue(LifecycleStep step) => time.GetUtcNow() - step.State.StatusSince >= settings.LostAfter;
}
