using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>Calls the provider for an effect and says what the answer means for the transaction.</summary>
internal sealed class ProviderCalls(TimeProvider time)
{
    public async Task<EffectOutcome> CallAsync(LifecycleStep step, EffectKind kind, OrderContent order, CancellationToken cancellationToken)
    {
        var id = step.State.ProviderTransactionId;
        return kind switch
        {
            EffectKind.Register => await RegisteredAsync(step, await step.Provider.RegisterAsync(step.Number, order, cancellationToken), order, cancellationToken),
            EffectKind.Update => OfCredit(step, await step.Provider.UpdateAsync(id!, step.Number, order, cancellationToken), order),
            _ => OfInvoice(await step.Provider.RequestInvoiceAsync(id!, order.ServiceCompletedOn!.Value, cancellationToken)),
        };
    }

    public EffectOutcome.Known Refused(Refusal refusal) =>
        new(state => TransactionFlow.Refused(state, refusal, time.GetUtcNow()), $"refused:{refusal.Code}", CommandOutcome.Refused, refusal);

    /// <summary>What was found there settles the effect.</summary>
    public EffectOutcome.Known Found(ProviderFacts facts, DateTimeOffset askedAt) =>
        new(state => FactRules.Found(state, facts, askedAt, time.GetUtcNow()), EffectRunner.Done, CommandOutcome.Done);

    public static Refusal RefusalOf(ProviderRefusal refusal)
    {
        var code = $"provider_refused:{refusal.Code}";
        return refusal.Faults.Count > 0
            ? CommandRules.RefusalOf(refusal.Faults) with { Code = code }
            : new Refusal(code, refusal.MessageJa, refusal.MessageEn);
    }

    // "Registered already" may be our own registration, whose answer was lost long ago: asking tells (providers §2.7).
    private async Task<EffectOutcome> RegisteredAsync(
        LifecycleStep step, ProviderAnswer<CreditAnswer> answer, OrderContent order, CancellationToken cancellationToken)
    {
        if (answer is not ProviderAnswer<CreditAnswer>.Refused { Refusal.Class: RefusalClass.Duplicate } duplicate || !step.Provider.Profile.CanFindByMerchantNumber)
        {
            return OfCredit(step, answer, order);
        }

        var askedAt = step.AskedAt(time.GetUtcNow());
        return await step.Provider.FindAsync(null, step.Number, cancellationToken) switch
        {
            ProviderAnswer<ProviderFacts>.Answered(var facts) => Found(facts, askedAt),
            ProviderAnswer<ProviderFacts>.NotFound => Refused(RefusalOf(duplicate.Refusal)),
            _ => new EffectOutcome.Lost("duplicate_unclear"),
        };
    }

    private EffectOutcome OfCredit(LifecycleStep step, ProviderAnswer<CreditAnswer> answer, OrderContent order) => answer switch
    {
        ProviderAnswer<CreditAnswer>.Answered(var credit) => OfAnswer(credit, order),
        ProviderAnswer<CreditAnswer>.Refused(var refusal) => Refused(RefusalOf(refusal)),
        ProviderAnswer<CreditAnswer>.Unavailable(var code, var retryAfter) => new EffectOutcome.NotSent(code, retryAfter),
        ProviderAnswer<CreditAnswer>.Unknown(var code) => new EffectOutcome.Lost(code),
        _ => new EffectOutcome.Lost($"not_found:{step.Provider.Name}"),
    };

    private EffectOutcome.Known OfAnswer(CreditAnswer credit, OrderContent order)
    {
        var hash = ContentHash.Of(order);
        OrderAmount.TryGet(order, out var amount);
        return new EffectOutcome.Known(
            state => TransactionFlow.CreditAnswered(state, credit, hash, amount, time.GetUtcNow()), EffectRunner.Done, CommandOutcome.Done);
    }

    private EffectOutcome OfInvoice(ProviderAnswer<InvoiceAnswer> answer) => answer switch
    {
        ProviderAnswer<InvoiceAnswer>.Answered(var invoice) => new EffectOutcome.Known(
            state => TransactionFlow.InvoiceAnswered(state, invoice, time.GetUtcNow()), EffectRunner.Done, CommandOutcome.Done),
        ProviderAnswer<InvoiceAnswer>.Refused(var refusal) => Refused(RefusalOf(refusal)),
        ProviderAnswer<InvoiceAnswer>.Unavailable(var code, var retryAfter) => new EffectOutcome.NotSent(code, retryAfter),
        ProviderAnswer<InvoiceAnswer>.Unknown(var code) => new EffectOutcome.Lost(code),
        _ => new EffectOutcome.Lost("not_found"),
    };
}
