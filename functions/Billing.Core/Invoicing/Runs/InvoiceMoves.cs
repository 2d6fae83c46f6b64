namespace Billing.Core.Invoicing.Runs;

/// <summary>
/// The moves of a document: a draft is confirmed or discarded, and nothing else ever changes. A confirmed one is corrected by further documents
/// (<see cref="Corrections"/>).
/// </summary>
public static class InvoiceMoves
{
    public static bool IsAllowed(InvoiceStatus from, InvoiceStatus to) =>
        from == InvoiceStatus.Draft && (to is InvoiceStatus.Confirmed or InvoiceStatus.Discarded);

    /// <summary>The ledger as it is without a draft's lines of this contract.</summary>
    /// <exception cref="InvoicingInvariantException">The ledger does not hold what the draft billed.</exception>
    public static ContractLedger Discard(ContractLedger ledger, InvoiceDocument draft)
    {
        var lines = draft.Lines.Where(line => line.Contract == ledger.Contract).Select(line => line with { Quantity = -line.Quantity }).OrderBy(line => line.Fee).ToArray();
        return LedgerPosting.Post(ledger, lines, ledger.KnownThrough);
    }
}
