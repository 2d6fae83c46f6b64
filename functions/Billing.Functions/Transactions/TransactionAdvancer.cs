using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>
/// Decides which step comes next: settle what is on its way, then the oldest open command, then the record, then the provider's news, then rest.
/// </summary>
internal sealed class TransactionAdvancer(
    LifecycleRows lifecycle,
    ILowCodeApps apps,
    ICreditProviders providers,
    CommandRunner commands,
    EffectSettler settler,
    ProviderPoller poller,
    LifecycleSettings settings,
    TimeProvider time,
    ILogger<TransactionAdvancer> logger)
{
    public async Task<AdvanceResult> AdvanceAsync(LifecycleInput input, CancellationToken cancellationToken)
    {
        if (await lifecycle.OwnAsync(input, cancellationToken) is not { } rows)
        {
            return AdvanceResult.Ended;
        }

        var key = rows.State!.Id.App;
        if (!apps.TryGet(key, out var app) || !providers.TryGet(key, out var provider))
        {
            // The settings of a running transaction were taken away: nothing can be done until they are back.
            logger.ServiceUnavailable(input.Transaction, "settings", "app_unknown");
            return await lifecycle.PostponeAsync(input, settings.LongestRetryDelay, cancellationToken);
        }

        try
        {
            return await StepAsync(new LifecycleStep(input, rows, app, provider), cancellationToken);
        }
        catch (LowCodeAppException fault)
        {
            logger.ServiceUnavailable(input.Transaction, "app", fault.Code);
            return await lifecycle.PostponeAsync(input, after: null, cancellationToken);
        }
    }

    private async Task<AdvanceResult> StepAsync(LifecycleStep step, CancellationToken cancellationToken)
    {
        // What is stopped sends nothing any more, not even what was on its way: a person decides.
        if (!TransactionInvariants.IsStopped(step.State) && PendingEffect.Of(step.State) is { } pending)
        {
            // It did not end with the step that began it: whoever looks at the record is told that it is on its way, once, before it is settled.
            return LifecycleRows.NeedsWriteBack(step.State) && step.Input.Failures <= 1
                ? AdvanceResult.WriteBack
                : await settler.SettleAsync(step, pending, cancellationToken);
        }

        if (step.Rows.OpenCommands.Count > 0)
        {
            return await commands.RunAsync(step, step.Rows.OpenCommands[0], cancellationToken);
        }

        if (LifecycleRows.NeedsWriteBack(step.State))
        {
            return AdvanceResult.WriteBack;
        }

        return IsPollDue(step.State) ? await poller.PollAsync(step, cancellationToken) : await RestAsync(step, cancellationToken);
    }

    private bool IsPollDue(TransactionState state)
    {
        var now = time.GetUtcNow();
        return state.NextDueAt <= now
            && CommandRules.CanBeAsked(state)
            && !TransactionInvariants.IsStopped(state)
            && settings.Plan.NextAt(state, now) is not null;
    }

    private async Task<AdvanceResult> RestAsync(LifecycleStep step, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (step.State.NextDueAt is { } due && due > now)
        {
            return AdvanceResult.Wait(due);
        }

        var next = TransactionInvariants.IsStopped(step.State) || !CommandRules.CanBeAsked(step.State) ? null : settings.Plan.NextAt(step.State, now);
        var commit = new StepCommit(new StateChange(step.State, [])) { DueAt = next, Closes = next is null };
        if (!await lifecycle.CommitAsync(step.Rows, commit, cancellationToken))
        {
            return AdvanceResult.Again;
        }

        return next is { } at ? AdvanceResult.Wait(at) : AdvanceResult.Ended;
    }
}
