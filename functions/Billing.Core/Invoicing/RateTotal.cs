using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>税率ごとの合計 of one document. <see cref="Net"/> + <see cref="Tax"/> = <see cref="Gross"/>.</summary>
/// <param name="Code">The rate.</param>
/// <param name="Net">税抜金額.</param>
/// <param name="Tax">消費税額, rounded once.</param>
/// <param name="Gross">税込金額.</param>
public sealed record RateTotal(TaxCode Code, Yen Net, Yen Tax, Yen Gross)
{
    /// <summary>From the sum of a rate's lines.</summary>
    public static RateTotal Of(TaxCode code, Yen sum, PriceBasis basis, TaxRounding rounding)
    {
        var tax = ConsumptionTax.Of(sum, code, basis, rounding);
        return basis == PriceBasis.TaxExcluded ? new RateTotal(code, sum, tax, sum + tax) : new RateTotal(code, sum - tax, tax, sum);
    }

    /// <summary>The sum of the rate's lines.</summary>
    public Yen Base(PriceBasis basis) => basis == PriceBasis.TaxExcluded ? Net : Gross;
}
