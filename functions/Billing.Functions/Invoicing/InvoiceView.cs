using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;
using Billing.Core.OpenItems;

namespace Billing.Functions.Invoicing;

/// <summary>B39: 何を、いくらで. A document as people see it; the list leaves the lines out.</summary>
internal sealed record InvoiceView
{
    public required string Id { get; init; }

    public required string Customer { get; init; }

    public required string Month { get; init; }

    public required DocumentKind Kind { get; init; }

    public required InvoiceStatus Status { get; init; }

    public required PriceBasis Basis { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? RegistrationNumber { get; init; }

    public required IReadOnlyList<RateView> Rates { get; init; }

    public required long Total { get; init; }

    public required long Tax { get; init; }

    public required int LineCount { get; init; }

    public CorrectionView? Correction { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>B42: 入金状況; nothing while it is a draft, or when nothing is owed.</summary>
    public PaymentView? Payment { get; init; }

    public IReadOnlyList<InvoiceLineView>? Lines { get; init; }

    public static InvoiceView Of(StoredInvoice invoice) => new()
    {
        Id = invoice.Key.ToString(),
        Customer = invoice.Key.Customer.Value,
        Month = invoice.Key.Month.ToString(),
        Kind = invoice.Key.Kind,
        Status = invoice.Status,
        Basis = invoice.Key.Basis,
        IssuedOn = invoice.IssuedOn,
        DueOn = invoice.DueOn,
        RegistrationNumber = invoice.Registration?.Value,
        Rates = [.. invoice.Rates.Select(rate => new RateView(rate.Code, rate.Net.Amount, rate.Tax.Amount, rate.Gross.Amount))],
        Total = invoice.Total.Amount,
        Tax = invoice.Tax.Amount,
        LineCount = invoice.LineCount,
        Correction = invoice.Correction is { } correction ? new CorrectionView(correction.Of.ToString(), correction.Reason, correction.At) : null,
        ConfirmedAt = invoice.ConfirmedAt,
    };
}

internal sealed record RateView(TaxCode Code, long Net, long Tax, long Gross);

internal sealed record CorrectionView(string Of, string Reason, DateTimeOffset At);

internal sealed record PaymentView(OpenItemRoute Route, string? Provider, OpenItemSide Side, long Amount, DateOnly? DueOn, OpenItemState State)
{
    public static PaymentView Of(OpenItem item) => new(item.Route, item.Provider, item.Side, item.Amount.Amount, item.DueOn, item.State);
}

internal sealed record InvoiceLineView(
    string Contract, string Label, string Product, FeeKind Fee, string ServiceMonth, int Quantity, long UnitPrice, long Amount, TaxCode Tax)
{
    public static InvoiceLineView Of(InvoiceLine line) => new(
        line.Contract.Value, line.Label, line.Product.Value, line.Fee.Kind, line.Fee.Service.ToString(), line.Quantity, line.UnitPrice.Amount, line.Amount.Amount, line.Tax);
}
