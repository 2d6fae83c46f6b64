using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// Makes documents of the lines of one customer and basis. Negative lines are netted within their rate; where a rate's total would be negative, its
/// negative lines move to a credit and its positive lines stay on the invoice (design §5 no. 8). A total of zero with lines is an invoice; no lines, no invoice.
/// </summary>
internal static class InvoiceAssembly
{
    private const int Rates = (int)TaxCode.ExportExempt + 1;

    /// <summary>Adds the invoice and the credit, whichever have lines.</summary>
    public static void Add(IReadOnlyList<InvoiceLine> lines, InvoiceKey key, BillingContext context, Correction? correction, List<InvoiceDocument> documents)
    {
        Span<long> sums = stackalloc long[Rates];
        Span<int> counts = stackalloc int[Rates];
        sums.Clear();
        counts.Clear();
        Total(lines, sums, counts);
        var begin = documents.Count;
        if (sums.ContainsAnyInRange(long.MinValue, -1))
        {
            var (kept, given) = Split(lines, sums);
            AddDocument(kept, key with { Kind = DocumentKind.Invoice }, context, correction, documents);
            AddDocument(given, key with { Kind = DocumentKind.Credit }, context, correction, documents);
        }
        else
        {
            AddDocument(lines, key with { Kind = DocumentKind.Invoice }, context, correction, documents);
        }

        InvoicingInvariants.CheckDocuments(lines, documents, begin);
    }

    /// <summary>The totals of a document's lines, one per rate that has lines.</summary>
    public static IReadOnlyList<RateTotal> RatesOf(IReadOnlyList<InvoiceLine> lines, PriceBasis basis, TaxRounding rounding)
    {
        Span<long> sums = stackalloc long[Rates];
        Span<int> counts = stackalloc int[Rates];
        sums.Clear();
        counts.Clear();
        Total(lines, sums, counts);
        var rates = new RateTotal[Rates - counts.Count(0)];
        var next = 0;
        for (var rate = 0; rate < Rates; rate++)
        {
            if (counts[rate] > 0)
            {
                rates[next++] = RateTotal.Of((TaxCode)rate, new Yen(sums[rate]), basis, rounding);
            }
        }

        return rates;
    }

    private static void Total(IReadOnlyList<InvoiceLine> lines, Span<long> sums, Span<int> counts)
    {
        for (var n = 0; n < lines.Count; n++)
        {
            var rate = (int)lines[n].Tax;
            sums[rate] = checked(sums[rate] + lines[n].Amount.Amount);
            counts[rate]++;
        }
    }

    private static (List<InvoiceLine> Kept, List<InvoiceLine> Given) Split(IReadOnlyList<InvoiceLine> lines, ReadOnlySpan<long> sums)
    {
        var (kept, given) = (new List<InvoiceLine>(), new List<InvoiceLine>());
        for (var n = 0; n < lines.Count; n++)
        {
            var goesBack = sums[(int)lines[n].Tax] < 0 && lines[n].Quantity < 0;
            (goesBack ? given : kept).Add(lines[n]);
        }

        return (kept, given);
    }

    private static void AddDocument(
        IReadOnlyList<InvoiceLine> lines, InvoiceKey key, BillingContext context, Correction? correction, List<InvoiceDocument> documents)
    {
        if (lines.Count == 0)
        {
            return;
        }

        documents.Add(new InvoiceDocument
        {
            Key = key,
            IssuedOn = Calendar.TokyoTime.DateOf(context.CutOff),
            DueOn = key.Kind == DocumentKind.Invoice ? context.Settings.DueDates.DueOn(key.Month) : null,
            Registration = context.Settings.Registration,
            Lines = lines,
            Rates = RatesOf(lines, key.Basis, context.Settings.Rounding),
            Correction = correction,
        });
    }
}
