using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Tests.Harness;

/// <summary>A provider that holds one transaction for each merchant number, counts what it did, and loses answers when told to.</summary>
internal sealed class ScriptedProvider(TimeProvider time) : ICreditProvider, ICreditProviders
{
    public const string Id = "26112500001";

    /// <summary>The id that it answers with.</summary>
    public string TransactionId { get; set; } = Id;

    public string Name => "scripted";

    public ProviderProfile Profile { get; set; } = new(TimeSpan.FromSeconds(10), CanFindByMerchantNumber: true, CanUpdateRejected: true, CanCancel: false);

    public CreditResult Result { get; set; } = CreditResult.Approved;

    public TransactionStatus? Status { get; set; }

    public long? Amount { get; private set; }

    public DateOnly? IssuedOn { get; set; }

    public DateOnly? PaidOn { get; set; }

    public int Registrations { get; private set; }

    public int Updates { get; private set; }

    public int Finds { get; private set; }

    public int InvoiceRequests { get; private set; }

    /// <summary>What happens to the next call: an answer to give instead, before or after acting.</summary>
    public Queue<Fault> Faults { get; } = new();

    public IReadOnlyList<ContentFault> ContentFaults { get; set; } = [];

    public bool TryGet(AppKey app, out ICreditProvider provider)
    {
        provider = this;
        return true;
    }

    public IReadOnlyList<ContentFault> Check(OrderContent order) => ContentFaults;

    public Task<ProviderAnswer<CreditAnswer>> RegisterAsync(MerchantNumber number, OrderContent order, CancellationToken cancellationToken) =>
        Act<CreditAnswer>(() =>
        {
            Registrations++;
            return Decided(order);
        });

    public Task<ProviderAnswer<CreditAnswer>> UpdateAsync(string providerTransactionId, MerchantNumber number, OrderContent order, CancellationToken cancellationToken) =>
        Act<CreditAnswer>(() =>
        {
            Updates++;
            return Decided(order);
        });

    public Task<ProviderAnswer<InvoiceAnswer>> RequestInvoiceAsync(string providerTransactionId, DateOnly serviceCompletedOn, CancellationToken cancellationToken) =>
        Act<InvoiceAnswer>(() =>
        {
            InvoiceRequests++;
            Status = TransactionStatus.InvoiceRequested;
            return new InvoiceAnswer(new DateOnly(2026, 11, 25), false);
        });

    public Task<ProviderAnswer<ProviderFacts>> FindAsync(string? providerTransactionId, MerchantNumber number, CancellationToken cancellationToken)
    {
        Finds++;
        return Task.FromResult<ProviderAnswer<ProviderFacts>>(Status is null
            ? new ProviderAnswer<ProviderFacts>.NotFound()
            : new ProviderAnswer<ProviderFacts>.Answered(new ProviderFacts(TransactionId, Status, Status.Value.ToString(), Amount, [], null, IssuedOn, null, null, PaidOn, null)));
    }

    private CreditAnswer Decided(OrderContent order)
    {
        Amount = (long)order.Total!.Value;
        Status = Result switch
        {
            CreditResult.Approved => TransactionStatus.CreditApproved,
            CreditResult.Rejected => TransactionStatus.CreditRejected,
            CreditResult.Held => TransactionStatus.CreditHeld,
            _ => TransactionStatus.CreditChecking,
        };
        return new CreditAnswer(TransactionId, Result, Result is CreditResult.Rejected or CreditResult.Held ? ["NG001"] : [], time.GetUtcNow());
    }

    private Task<ProviderAnswer<T>> Act<T>(Func<T> act)
    {
        var fault = Faults.TryDequeue(out var next) ? next : Fault.None;
        if (fault is Fault.None or Fault.LostAfterActing)
        {
            var value = act();
            return Task.FromResult<ProviderAnswer<T>>(fault == Fault.None ? new ProviderAnswer<T>.Answered(value) : new ProviderAnswer<T>.Unknown("timeout"));
        }

        return Task.FromResult<ProviderAnswer<T>>(fault switch
        {
            Fault.LostBeforeActing => new ProviderAnswer<T>.Unknown("timeout"),
            Fault.Refused => new ProviderAnswer<T>.Refused(new ProviderRefusal("E0100120", RefusalClass.State, [], "受け付けできません。", "Not accepted.")),
            _ => new ProviderAnswer<T>.Unavailable("http_429", null),
        });
    }
}

internal enum Fault
{
    None,
    LostBeforeActing,
    LostAfterActing,
    Refused,
    Unavailable,
}
