namespace Billing.Core.Transactions;

/// <summary>
/// The truth about one transaction, as kept in its <c>state</c> row: the status and the facts beside it
/// (providers §11.1). Holds no personal data. Instants are UTC, dates are business dates in Asia/Tokyo.
/// </summary>
public sealed record TransactionState
{
    public required TransactionId Id { get; init; }

    /// <summary>The record's id in the low-code app as that app writes it (also when <see cref="Id"/> carries its hash).</summary>
    public required string RecordId { get; init; }

    public TransactionStatus Status { get; init; } = TransactionStatus.Draft;

    /// <summary>The status before <see cref="TransactionStatus.Failed"/>, <see cref="TransactionStatus.OutcomeUnknown"/>,
    /// <see cref="TransactionStatus.InvoiceRequesting"/> or <see cref="TransactionStatus.Cancelling"/>.</summary>
    public TransactionStatus? FormerStatus { get; init; }

    /// <summary>Raised at each start of the orchestration; an orchestration with an older epoch changes nothing.</summary>
    public long Epoch { get; init; }

    /// <summary>The id of the start that owns <see cref="Epoch"/>: a ULID, so that an older start never takes over.</summary>
    public string? StartId { get; init; }

    /// <summary>The registration's number, from 1; rises only by <see cref="CommandKind.RegisterAnew"/>.</summary>
    public int Attempt { get; init; } = 1;

    public string? ProviderTransactionId { get; init; }

    /// <summary>The provider's raw codes of the last NG or hold, in its order.</summary>
    public IReadOnlyList<string> CreditReasons { get; init; } = [];

    /// <summary>Total that the provider was last asked to approve, in whole yen.</summary>
    public long? BilledAmount { get; init; }

    /// <summary>Hash of the order content the provider last answered for; an invoice is requested only for the same content.</summary>
    public string? SentContentHash { get; init; }

    /// <summary>Hash of the order content at the last reading of the record.</summary>
    public string? RecordContentHash { get; init; }

    /// <summary>Hash of the content that is on its way to the provider (intent written, answer not).</summary>
    public string? PendingContentHash { get; init; }

    public DateOnly? InvoiceRequestedOn { get; init; }

    /// <summary>When the invoice is expected: the next business day after the request (K06).</summary>
    public DateOnly? ExpectedIssueOn { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public DateOnly? AdvancedOn { get; init; }

    public DateOnly? PaidOn { get; init; }

    public DateOnly? CancelledOn { get; init; }

    /// <summary>The refusal or error that the record shows; cleared by the next success.</summary>
    public Refusal? LastError { get; init; }

    /// <summary>When the provider was last asked. An older answer never erases a fact.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>When the present status was reached; the poll ladder counts from it.</summary>
    public DateTimeOffset StatusSince { get; init; }

    /// <summary>Polls since <see cref="StatusSince"/>: the step of the poll ladder.</summary>
    public int PollCount { get; init; }

    /// <summary>When the transaction should have moved by; null when nothing is due. What the watchdog compares.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>When the orchestration last committed anything. The watchdog's measure of progress.</summary>
    public DateTimeOffset ProgressAt { get; init; }

    /// <summary>Set when an alarm was raised and a person must look (unknown code, broken invariant, facts going back).</summary>
    public string? Alarm { get; init; }

    /// <summary>The highest revision of the record that the intake has processed.</summary>
    public long ProcessedRevision { get; init; }

    /// <summary>The triggers (field or status values) that were active at the last processed reading; only newly active ones ask for commands.</summary>
    public IReadOnlyList<string> ActiveTriggers { get; init; } = [];

    /// <summary>The revision that our last write-back returned: a reading of exactly it is an echo.</summary>
    public long? WrittenRevision { get; init; }

    /// <summary>Hash of the values that were last written to the record; equal = nothing to write.</summary>
    public string? WrittenHash { get; init; }

    /// <summary>Whether the record still exists in the app.</summary>
    public bool RecordDeleted { get; init; }

    /// <summary>The number that the next timeline row gets.</summary>
    public long NextLogSequence { get; init; }
}
