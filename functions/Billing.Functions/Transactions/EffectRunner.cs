using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>
/// Performs one effect at the provider: intent, call, outcome (design §3 no. 6). "Done" is written after the answer, never before; an answer
/// that was lost leaves the intent without an outcome, which <see cref="EffectSettler"/> looks up.
/// </summary>
internal sealed class EffectRunner(
    LifecycleRows lifecycle,
    ITransactionStore store,
    ProviderCalls calls,
    LifecycleSettings settings,
    ICrashPoints crashPoints,
    TimeProvider time,
    ILogger<EffectRunner> logger)
{
    public const string Done = "done";
    public const string NotSentPrefix = "not_sent:";

    /// <param name="begun">The state with the effect on its way.</param>
    /// <param name="former">The effect row that a repeat replaces, where its key was another one.</param>
    public async Task<AdvanceResult> RunAsync(
        LifecycleStep step, StateChange begun, OrderContent order, CancellationToken cancellationToken, EffectRecord? former = null)
    {
        var effect = PendingEffect.Of(begun.State)!;
        var intent = await IntentAsync(begun.State, effect, cancellationToken);
        if (intent is null)
        {
            // The invariant "one effect per business key": the row says that it was done.
            var stopped = TransactionInvariants.Stop(step.State, "effect_repeated", time.GetUtcNow());
            await lifecycle.CommitAsync(step.Rows, new StepCommit(stopped), cancellationToken);
            return AdvanceResult.Again;
        }

        var commit = new StepCommit(begun)
        {
            Effects = former is null || former.Key == intent.Key ? [intent] : [former with { Outcome = "superseded", OutcomeAt = intent.IntentAt }, intent],
            DueAt = intent.IntentAt + step.Provider.Profile.CallTimeout + settings.RepeatGuard,
        };
        if (!await lifecycle.CommitAsync(step.Rows, commit, cancellationToken))
        {
            return AdvanceResult.Again;
        }

        var owned = await lifecycle.OwnAsync(step.Input, cancellationToken);
        if (owned?.State is not { } now || PendingEffect.Of(now) != effect)
        {
            return AdvanceResult.Again; // the change broke an invariant and was not taken over: nothing is sent
        }

        crashPoints.Pass("intent-written");
        logger.EffectBegun(step.Input.Transaction, intent.Key, intent.Tries);
        var outcome = await calls.CallAsync(step with { Rows = owned }, effect.Kind, order, cancellationToken);
        crashPoints.Pass("provider-answered");
        return await EndAsync(step.Input, effect, intent, outcome, cancellationToken);
    }

    /// <summary>Writes what came of the effect.</summary>
    public async Task<AdvanceResult> EndAsync(
        LifecycleInput input, PendingEffect effect, EffectRecord intent, EffectOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case EffectOutcome.Known known:
                await lifecycle.ApplyAsync(input, rows => Ended(rows, effect, intent, known), cancellationToken);
                crashPoints.Pass("outcome-written");
                return AdvanceResult.Again;
            case EffectOutcome.NotSent(var code, var retryAfter):
                logger.ServiceUnavailable(input.Transaction, "provider", code);
                return await WaitAsync(input, effect, intent with { Outcome = NotSentPrefix + code, OutcomeAt = time.GetUtcNow() }, retryAfter, cancellationToken);
            case EffectOutcome.Lost(var code):
                logger.AnswerLost(input.Transaction, effect.Key, code);
                return await WaitAsync(input, effect, null, null, cancellationToken);
            default:
                throw new InvalidOperationException($"Not an outcome: {outcome.GetType().Name}.");
        }
    }

    private async Task<EffectRecord?> IntentAsync(TransactionState begun, PendingEffect effect, CancellationToken cancellationToken)
    {
        var former = await store.ReadEffectAsync(begun.Id, effect.Key, cancellationToken);
        return former?.Outcome == Done && effect.Kind != EffectKind.Update
            ? null
            : new EffectRecord(
                effect.Key,
                (former?.Tries ?? 0) + 1,
                begun.ProviderTransactionId ?? new MerchantNumber(begun.Id, begun.Attempt).Value,
                time.GetUtcNow(),
                begun.PendingContentHash ?? begun.SentContentHash);
    }

    private StepCommit? Ended(TransactionRows rows, PendingEffect effect, EffectRecord intent, EffectOutcome.Known known)
    {
        if (PendingEffect.Of(rows.State!) != effect)
        {
            return null; // settled in the meantime
        }

        var now = time.GetUtcNow();
        var change = known.Change(rows.State!);
        var command = rows.OpenCommands.FirstOrDefault(open => effect.Answers(open.Kind));
        logger.EffectEnded(rows.State!.Id.Value, effect.Key, known.Code, change.State.Status);
        return new StepCommit(change)
        {
            Effects = [intent with { Outcome = known.Code, OutcomeAt = now }],
            Closed = command is null ? [] : [new ClosedCommand(command.Id, known.Command, known.Refusal, now)],
        };
    }

    private async Task<AdvanceResult> WaitAsync(
        LifecycleInput input, PendingEffect effect, EffectRecord? noted, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var dueAt = time.GetUtcNow() + (retryAfter ?? settings.DelayAfter(input.Failures));
        await lifecycle.ApplyAsync(
            input,
            rows => PendingEffect.Of(rows.State!) == effect
                ? new StepCommit(new StateChange(rows.State!, [])) { Effects = noted is null ? [] : [noted], DueAt = dueAt }
                : null,
            cancellationToken);
        return AdvanceResult.Retry(dueAt);
    }
}
