namespace Billing.Core.Invoicing.Runs;

/// <summary>Where a document stands.</summary>
public enum InvoiceStatus
{
    /// <summary>下書き: written by a run, not yet valid; its fees count as billed meanwhile, so that no other run bills them.</summary>
    Draft,

    /// <summary>確定: valid and never changed again (design §4).</summary>
    Confirmed,

    /// <summary>破棄: a draft that a person refused. Its fees left the ledger again.</summary>
    Discarded,
}
