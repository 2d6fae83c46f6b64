namespace Billing.Core.Money;

/// <summary>
/// 消費税額: the tax of one rate's total on one document. The only place where tax is rounded, once per rate and document (消費税法施行令 §70の10).
/// </summary>
public static class ConsumptionTax
{
    /// <summary>税抜: total × percent ÷ 100. 税込: total × percent ÷ (100 + percent), the part of the total that is tax. The sign is the total's.</summary>
    /// <exception cref="OverflowException">The total is too large to calculate with (over 9 × 10^17 yen).</exception>
    public static Yen Of(Yen total, TaxCode code, PriceBasis basis, TaxRounding rounding)
    {
        var percent = TaxCodes.Percent(code);
        if (percent == 0)
        {
            return Yen.Zero;
        }

        var divisor = basis == PriceBasis.TaxExcluded ? 100 : 100 + percent;
        var magnitude = Divide(checked(Math.Abs(total.Amount) * percent), divisor, rounding);
        return new Yen(total.IsNegative ? -magnitude : magnitude);
    }

    private static long Divide(long dividend, int divisor, TaxRounding rounding)
    {
        var (whole, rest) = Math.DivRem(dividend, divisor);
        return rounding switch
        {
            TaxRounding.Floor => whole,
            TaxRounding.Ceiling => rest > 0 ? whole + 1 : whole,
            TaxRounding.HalfUp => rest * 2 >= divisor ? whole + 1 : whole,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, null),
        };
    }
}
