using Billing.Core.Calendar;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// 請求書 or 返還請求書 with what the qualified-invoice rules ask for (消費税法 §57の4). Never changed once confirmed (design §5 no. 8).
/// </summary>
public sealed record InvoiceDocument
{
    public required InvoiceKey Key { get; init; }

    /// <summary>発行日: the date in Tokyo of the calculation's cut-off, so that a repeated calculation has the same.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>支払期日; null for a credit.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>登録番号 of the issuer.</summary>
    public RegistrationNumber? Registration { get; init; }

    /// <summary>By contract id, then by fee.</summary>
    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>One per rate that has lines, in the order of <see cref="TaxCode"/>.</summary>
    public required IReadOnlyList<RateTotal> Rates { get; init; }

    /// <summary>The document that this one corrects or replaces, with who decided it.</summary>
    public Correction? Correction { get; init; }

    /// <summary>ご請求金額, tax included. Zero is an invoice too.</summary>
    public Yen Total
    {
        get
        {
            var total = Yen.Zero;
            foreach (var rate in Rates)
            {
                total += rate.Gross;
            }

            return total;
        }
    }

    public Yen Tax
    {
        get
        {
            var tax = Yen.Zero;
            foreach (var rate in Rates)
            {
                tax += rate.Tax;
            }

            return tax;
        }
    }

    /// <summary>The original months that a credit gives back (売上げに係る対価の返還等の基となる取引を行った月), first to last.</summary>
    public IReadOnlyList<BillingMonth> ServiceMonths() => [.. Lines.Select(line => line.Fee.Service).Distinct().Order()];
}
