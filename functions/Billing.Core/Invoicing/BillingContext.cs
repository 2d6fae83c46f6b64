using Billing.Core.Calendar;

namespace Billing.Core.Invoicing;

/// <summary>What one calculation is about: up to which month, and what it may know. The same context and data give the same documents.</summary>
public sealed record BillingContext
{
    /// <summary>B29: 月末締め. The closed month, and the month of the documents' keys.</summary>
    public required BillingMonth Through { get; init; }

    /// <summary>When the run began, in UTC: what was recorded later waits for the next one.</summary>
    public required DateTimeOffset CutOff { get; init; }

    /// <summary>The cut-off of the run before, in UTC; warnings about what it already knew are not repeated.</summary>
    public DateTimeOffset? PreviousCutOff { get; init; }

    /// <summary>0 for the month's run; from 1 on for invoices out of cycle, corrections and reissues.</summary>
    public int Sequence { get; init; }

    public required InvoicingSettings Settings { get; init; }
}
