namespace Billing.Core.Invoicing;

/// <summary>Writes lines into a contract's ledger.</summary>
public static class LedgerPosting
{
    /// <summary>The ledger with these lines of one contract added; they come in the order of their keys.</summary>
    /// <exception cref="InvoicingInvariantException">More would come back than was billed, or the ledger's value does not change by the sum of the lines.</exception>
    public static ContractLedger Post(ContractLedger ledger, ReadOnlySpan<InvoiceLine> lines, DateTimeOffset knownThrough)
    {
        var before = ledger.Span;
        var entries = new LedgerEntry[CountAfter(before, lines)];
        var (from, to) = (0, 0);
        foreach (var line in lines)
        {
            while (from < before.Length && before[from].Key.CompareTo(line.Fee) < 0)
            {
                entries[to++] = before[from++];
            }

            var billed = from < before.Length && before[from].Key.CompareTo(line.Fee) == 0 ? before[from++].Quantity : 0;
            entries[to++] = new LedgerEntry(line.Fee, checked(billed + line.Quantity), line.UnitPrice);
        }

        before[from..].CopyTo(entries.AsSpan(to));

        var after = ledger with { Entries = entries, KnownThrough = knownThrough > ledger.KnownThrough ? knownThrough : ledger.KnownThrough };
        InvoicingInvariants.CheckPosting(ledger, lines, after);
        return after;
    }

    private static int CountAfter(ReadOnlySpan<LedgerEntry> entries, ReadOnlySpan<InvoiceLine> lines)
    {
        var (count, at) = (entries.Length, 0);
        foreach (var line in lines)
        {
            while (at < entries.Length && entries[at].Key.CompareTo(line.Fee) < 0)
            {
                at++;
            }

            count += at < entries.Length && entries[at].Key.CompareTo(line.Fee) == 0 ? 0 : 1;
        }

        return count;
    }
}
