namespace Billing.Core.Transactions.Ports;

/// <summary>
/// A deferred-payment provider (NP後払いair first). Bodies carry personal data: implementations log ids and codes only.
/// </summary>
public interface ICreditProvider
{
    /// <summary>The name used in settings, for example <c>np-air</c>.</summary>
    string Name { get; }

    ProviderProfile Profile { get; }

    /// <summary>False while the last calls failed so often that none is made for a time.</summary>
    bool IsReachable => true;

    /// <summary>What the order content lacks or breaks by the provider's rules, checked before anything is sent. Empty = may be sent.</summary>
    IReadOnlyList<ContentFault> Check(OrderContent order);

    /// <summary>利用照会: registers and checks credit. Business key: the merchant number.</summary>
    Task<ProviderAnswer<CreditAnswer>> RegisterAsync(MerchantNumber number, OrderContent order, CancellationToken cancellationToken);

    /// <summary>取引更新: sends the full contents again; the provider checks credit anew under the same id.</summary>
    Task<ProviderAnswer<CreditAnswer>> UpdateAsync(string providerTransactionId, MerchantNumber number, OrderContent order, CancellationToken cancellationToken);

    /// <summary>請求書発行依頼. "Already reported" is an acceptance.</summary>
    Task<ProviderAnswer<InvoiceAnswer>> RequestInvoiceAsync(string providerTransactionId, DateOnly serviceCompletedOn, CancellationToken cancellationToken);

    /// <summary>取引状況確認 by the provider's id, or by the merchant number when the id is unknown; also the look-up after a lost answer.</summary>
    Task<ProviderAnswer<ProviderFacts>> FindAsync(string? providerTransactionId, MerchantNumber number, CancellationToken cancellationToken);

    /// <summary>What a raw reason code of NG or hold means, for people; a code that nobody knows is shown as it is.</summary>
    (string Ja, string En) DescribeReason(string code) => ($"理由コード {code}", $"reason code {code}");
}

/// <param name="CallTimeout">After which an answer counts as lost.</param>
/// <param name="CanFindByMerchantNumber">Whether a lost registration can be looked up.</param>
/// <param name="CanUpdateRejected">Whether 取引更新 is possible on an NG (providers §11.3 note 1).</param>
/// <param name="CanCancel">Whether there is a cancel call.</param>
public sealed record ProviderProfile(TimeSpan CallTimeout, bool CanFindByMerchantNumber, bool CanUpdateRejected, bool CanCancel);

/// <summary>What came of a call. Unknown is not failure.</summary>
public abstract record ProviderAnswer<T>
{
    private ProviderAnswer() { }

    public sealed record Answered(T Value) : ProviderAnswer<T>;

    /// <summary>Refused for good; nothing changed there.</summary>
    public sealed record Refused(ProviderRefusal Refusal) : ProviderAnswer<T>;

    /// <summary>The provider says that it knows no such transaction (only from FindAsync).</summary>
    public sealed record NotFound : ProviderAnswer<T>;

    /// <summary>Nothing was done there for certain (429, refused connection, open circuit): try later.</summary>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter) : ProviderAnswer<T>;

    /// <summary>The answer was lost, or made no sense: it may have happened.</summary>
    public sealed record Unknown(string Code) : ProviderAnswer<T>;
}

/// <param name="Code">Raw provider code, for example <c>E0100120</c>.</param>
public sealed record ProviderRefusal(string Code, RefusalClass Class, IReadOnlyList<ContentFault> Faults, string MessageJa, string MessageEn);

/// <summary>What a refusal is about (providers §2.5, last column).</summary>
public enum RefusalClass
{
    Data,
    State,
    Duplicate,
    Configuration,
    Bug,
}

/// <summary>One thing wrong with the order content: which meaning, which rule, what to do. Never the value itself.</summary>
/// <param name="Meaning">The mapping name, for example <c>CustomerName</c>.</param>
public sealed record ContentFault(string Meaning, string Code, string MessageJa, string MessageEn);

public enum CreditResult
{
    Approved,
    Rejected,
    Held,
    Pending,
}

/// <param name="Reasons">Raw codes of NG or hold.</param>
/// <param name="Unrecognised">A raw code that the profile does not know: pending and an alarm, never approved.</param>
public sealed record CreditAnswer(string ProviderTransactionId, CreditResult Result, IReadOnlyList<string> Reasons, DateTimeOffset? DecidedAt, string? Unrecognised = null);

public sealed record InvoiceAnswer(DateOnly? RequestedOn, bool WasAlreadyRequested);

/// <summary>What the provider says about a transaction now. <see cref="Status"/> is null when its code is unknown.</summary>
public sealed record ProviderFacts(
    string ProviderTransactionId,
    TransactionStatus? Status,
    string RawStatus,
    long? BilledAmount,
    IReadOnlyList<string> CreditReasons,
    DateOnly? InvoiceRequestedOn,
    DateOnly? IssuedOn,
    DateOnly? DueOn,
    DateOnly? AdvancedOn,
    DateOnly? PaidOn,
    DateOnly? CancelledOn);
