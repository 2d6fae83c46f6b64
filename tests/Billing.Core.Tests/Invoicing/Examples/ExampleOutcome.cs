using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing.Examples;

/// <summary>What the calculation gives for an example, written as the cells of its tables.</summary>
internal sealed class ExampleOutcome
{
    private ExampleOutcome()
    {
    }

    public List<string> Lines { get; } = [];

    public List<string> Totals { get; } = [];

    public List<string> Parked { get; } = [];

    public List<string> Warnings { get; } = [];

    public static ExampleOutcome Of(Example example)
    {
        var outcome = new ExampleOutcome();
        var contracts = ExampleInput.Contracts(example);
        var book = new BillingBook { Settings = ExampleInput.Settings(example) };
        foreach (var month in ExampleInput.Runs(example))
        {
            outcome.Add(month, book.Run(month.ToString(), contracts));
        }

        return outcome;
    }

    private static string Row(params ReadOnlySpan<string> cells) => string.Join(" | ", cells);

    private static string Number(Yen amount) => amount.Amount.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Warning(NoticeKind kind) => kind switch
    {
        NoticeKind.AdditionMovedToStart => "addition moved to start",
        NoticeKind.EndedBeforeStart => "ended before start",
        NoticeKind.AdditionAfterEnd => "addition after end",
        NoticeKind.Waived => "waived",
        NoticeKind.RevisionOfBilledMonth => "revision of billed month",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private void Add(BillingMonth month, CustomerBill bill)
    {
        var run = month.ToString();
        foreach (var document in bill.Documents)
        {
            Add(run, document);
        }

        if (bill.Documents.Count == 0)
        {
            Totals.Add(Row(run, "none", "", "", "", "", ""));
        }

        Parked.AddRange(bill.Parked.Select(parked => Row(run, parked.Contract.Value, Number(parked.UnbilledMonths), $"{parked.Oldest}", Number(parked.Amount))));
        Warnings.AddRange(bill.Notices.Select(notice => Row(
            run, notice.Contract.Value, Warning(notice.Kind), notice.Month.ToString(), notice.Kind == NoticeKind.Waived ? Number(notice.Amount) : "")));
    }

    private void Add(string run, InvoiceDocument document)
    {
        var name = $"{(document.Key.Kind == DocumentKind.Invoice ? "invoice" : "credit")} {(document.Key.Basis == PriceBasis.TaxExcluded ? "税抜" : "税込")}";
        foreach (var line in document.Lines)
        {
            Lines.Add(Row(
                run, name, line.Contract.Value, line.Fee.Kind == FeeKind.Initial ? "initial" : "monthly", line.Fee.Service.ToString(),
                Number(line.Quantity), Number(line.UnitPrice), Number(line.Amount), TaxCodes.Label(line.Tax)));
        }

        foreach (var rate in document.Rates)
        {
            var due = document.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
            Totals.Add(Row(run, name, TaxCodes.Label(rate.Code), Number(rate.Net), Number(rate.Tax), Number(rate.Gross), due));
        }
    }
}
