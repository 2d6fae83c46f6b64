using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>The sums that must agree, checked in every calculation (design §4).</summary>
internal static class InvoicingInvariants
{
    /// <summary>No fee is billed below zero, and the ledger's value moves by exactly the sum of the lines.</summary>
    public static void CheckPosting(ContractLedger before, ReadOnlySpan<InvoiceLine> lines, ContractLedger after)
    {
        var sum = 0L;
        foreach (var line in lines)
        {
            sum = checked(sum + line.Amount.Amount);
        }

        var entries = after.Span;
        for (var n = 0; n < entries.Length; n++)
        {
            ref readonly var entry = ref entries[n];
            if (entry.Quantity < 0 || (n > 0 && entries[n - 1].Key.CompareTo(entry.Key) >= 0))
            {
                throw new InvoicingInvariantException($"Contract {after.Contract}, {entry.Key}: {entry.Quantity} units would be billed, or twice; expected at least 0, once and in order.");
            }
        }

        if (after.Value - before.Value != new Yen(sum))
        {
            throw new InvoicingInvariantException($"Contract {after.Contract}: the ledger goes from {before.Value} to {after.Value}; the lines come to {sum}.");
        }
    }

    /// <summary>The documents from <paramref name="begin"/> on hold each line once, and their totals per rate are the sums of the lines.</summary>
    public static void CheckDocuments(IReadOnlyList<InvoiceLine> lines, List<InvoiceDocument> documents, int begin)
    {
        var (count, sum, totals) = (0, 0L, 0L);
        for (var n = 0; n < lines.Count; n++)
        {
            sum = checked(sum + lines[n].Amount.Amount);
        }

        for (var n = begin; n < documents.Count; n++)
        {
            var document = documents[n];
            count += document.Lines.Count;
            foreach (var rate in document.Rates)
            {
                CheckRate(document, rate);
                totals = checked(totals + rate.Base(document.Key.Basis).Amount);
            }
        }

        if (count != lines.Count || totals != sum)
        {
            throw new InvoicingInvariantException($"{lines.Count} lines of {sum} became {count} lines of {totals} on the documents.");
        }
    }

    private static void CheckRate(InvoiceDocument document, RateTotal rate)
    {
        var isNegative = rate.Gross.IsNegative || rate.Net.IsNegative || rate.Tax.IsNegative;
        if (rate.Net + rate.Tax != rate.Gross || (isNegative && document.Key.Kind == DocumentKind.Invoice))
        {
            throw new InvoicingInvariantException($"{document.Key}, {rate.Code}: {rate.Net} + {rate.Tax} = {rate.Gross} is no total of an invoice's rate.");
        }
    }
}
