namespace Billing.Core.Invoicing;

/// <summary>Writes lines into a contract's ledger.</summary>
public static class LedgerPosting
{
    /// <summary>The ledger with these lines of one contract added; they come in the order of their keys.</summary>
    /// <exception cref="InvoicingInvariantException">More would come back than was billed, or the ledger's value does not change by the sum of the lines.</exception>
    public static ContractLedger Post(ContractLedger ledger, ReadOnlySpan<InvoiceLine> lines, DateTimeOffset knownThrough)
    {
        var entries = new LedgerEntry[CountAfter(ledger.Entries, lines)];
        var (from, to) = (0, 0);
        foreach (var line in lines)
        {
            while (from < ledger.Entries.Count && ledger.Entries[from].Key < line.Fee)
            {
                entries[to++] = ledger.Entries[from++];
            }

            var billed = from < ledger.Entries.Count && ledger.Entries[from].Key == line.Fee ? ledger.Entries[from++].Quantity : 0;
            entries[to++] = new LedgerEntry(line.Fee, checked(billed + line.Quantity), line.UnitPrice);
        }

        while (from < ledger.Entries.Count)
        {
            entries[to++] = ledger.Entries[from++];
        }

        var after = ledger with { Entries = entries, KnownThrough = knownThrough > ledger.KnownThrough ? knownThrough : ledger.KnownThrough };
        InvoicingInvariants.CheckPosting(ledger, lines, after);
        return after;
    }

    private static int CountAfter(IReadOnlyList<LedgerEntry> entries, ReadOnlySpan<InvoiceLine> lines)
    {
        var (count, at) = (entries.Count, 0);
        foreach (var line in lines)
        {
            while (at < entries.Count && entries[at].Key < line.Fee)
            {
                at++;
            }

            count += at < entries.Count && entries[at].Key == line.Fee ? 0 : 1;
        }

        return count;
    }
}
