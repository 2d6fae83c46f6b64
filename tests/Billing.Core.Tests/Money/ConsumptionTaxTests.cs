using Billing.Core.Money;

namespace Billing.Core.Tests.Money;

public sealed class ConsumptionTaxTests
{
    [Theory]
    [InlineData(1_005, TaxRounding.Floor, 100)]
    [InlineData(1_005, TaxRounding.Ceiling, 101)]
    [InlineData(1_005, TaxRounding.HalfUp, 101)]
    [InlineData(1_004, TaxRounding.HalfUp, 100)]
    [InlineData(1_000, TaxRounding.Ceiling, 100)]
    [InlineData(-1_005, TaxRounding.Floor, -100)]
    [InlineData(-1_005, TaxRounding.Ceiling, -101)]
    [InlineData(-1_005, TaxRounding.HalfUp, -101)]
    [InlineData(0, TaxRounding.Ceiling, 0)]
    public void Of_TaxExcluded_RoundsTheMagnitude(long total, TaxRounding rounding, long tax) =>
        Assert.Equal(tax, ConsumptionTax.Of(new Yen(total), TaxCode.Standard10, PriceBasis.TaxExcluded, rounding).Amount);

    [Theory]
    [InlineData(1_000, TaxCode.Standard10, TaxRounding.Floor, 90)] // 90.9…
    [InlineData(1_000, TaxCode.Standard10, TaxRounding.Ceiling, 91)]
    [InlineData(1_000, TaxCode.Standard10, TaxRounding.HalfUp, 91)]
    [InlineData(1_000, TaxCode.Reduced8, TaxRounding.Floor, 74)] // 74.07…
    [InlineData(1_000, TaxCode.Old8, TaxRounding.HalfUp, 74)]
    [InlineData(1_100, TaxCode.Standard10, TaxRounding.Ceiling, 100)]
    [InlineData(-1_000, TaxCode.Standard10, TaxRounding.HalfUp, -91)]
    public void Of_TaxIncluded_IsTheTaxWithin(long total, TaxCode code, TaxRounding rounding, long tax) =>
        Assert.Equal(tax, ConsumptionTax.Of(new Yen(total), code, PriceBasis.TaxIncluded, rounding).Amount);

    [Theory]
    [InlineData(TaxCode.Exempt)]
    [InlineData(TaxCode.OutOfScope)]
    [InlineData(TaxCode.ExportExempt)]
    public void Of_RateOfZero_IsZero(TaxCode code) =>
        Assert.Equal(Yen.Zero, ConsumptionTax.Of(new Yen(999_999), code, PriceBasis.TaxIncluded, TaxRounding.Ceiling));

    [Fact]
    public void Of_TotalTooLarge_IsAnErrorAndNoOtherAmount() =>
        Assert.Throws<OverflowException>(() => ConsumptionTax.Of(new Yen(long.MaxValue), TaxCode.Standard10, PriceBasis.TaxExcluded, TaxRounding.Floor));

    [Theory]
    [InlineData(2019, 9, TaxCategory.Standard, TaxCode.Old8)]
    [InlineData(2019, 9, TaxCategory.Reduced, TaxCode.Old8)]
    [InlineData(2019, 10, TaxCategory.Standard, TaxCode.Standard10)]
    [InlineData(2019, 10, TaxCategory.Reduced, TaxCode.Reduced8)]
    [InlineData(2014, 4, TaxCategory.Standard, TaxCode.Old8)]
    [InlineData(2026, 4, TaxCategory.Exempt, TaxCode.Exempt)]
    public void For_ServiceMonth_DecidesTheRate(int year, int month, TaxCategory category, TaxCode code) =>
        Assert.Equal(code, TaxCodes.For(category, new Core.Calendar.BillingMonth(year, month)));
}
