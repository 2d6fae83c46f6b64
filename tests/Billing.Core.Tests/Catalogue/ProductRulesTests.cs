using Billing.Core.Attributes;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Tests.Catalogue;

public sealed class ProductRulesTests
{
    [Fact]
    public void B01_Product_New_Is作成中AndCannotBeSold()
    {
        var product = Product(FeePattern.MonthlyOnly);

        Assert.Equal(ProductStatus.Draft, product.Status);
        Assert.False(product.CanBeSold);
    }

    [Fact]
    public void B02_Product_公開中_CanBeSold() => Assert.True((Product(FeePattern.MonthlyOnly) with { Status = ProductStatus.Published }).CanBeSold);

    [Theory]
    [InlineData(ProductStatus.Draft)]
    [InlineData(ProductStatus.Published)]
    public void B03_Validate_InBothStates_IsTheSame(ProductStatus status)
    {
        Assert.Empty(ProductRules.Validate(Product(FeePattern.MonthlyOnly) with { Status = status }));
        Assert.Equal(["name"], Fields(Product(FeePattern.MonthlyOnly) with { Status = status, Name = " " }));
    }

    [Theory]
    [InlineData(FeePattern.InitialAndMonthly, 100, 200, true, "")]
    [InlineData(FeePattern.MonthlyOnly, 0, 200, false, "")]
    [InlineData(FeePattern.InitialOnly, 100, 0, true, "")]
    [InlineData(FeePattern.MonthlyOnly, 100, 200, true, "initialFee:not_in_pattern initialFeeByQuantity:not_in_pattern")]
    [InlineData(FeePattern.InitialOnly, 100, 200, false, "monthlyFee:not_in_pattern")]
    [InlineData(FeePattern.InitialAndMonthly, -1, 1_000_000_000, false, "initialFee:out_of_range monthlyFee:out_of_range")]
    [InlineData((FeePattern)7, 0, 0, false, "pattern:not_a_choice")]
    public void B32_Validate_FeesOfAPattern_AreThoseItHas(FeePattern pattern, long initial, long monthly, bool byQuantity, string faults)
    {
        var product = Product(pattern) with { InitialFee = new Yen(initial), MonthlyFee = new Yen(monthly), InitialFeeByQuantity = byQuantity };

        Assert.Equal(faults, string.Join(' ', ProductRules.Validate(product).Select(error => $"{error.Field}:{error.Code}")));
    }

    [Theory]
    [InlineData("2026-01-31", 0, "2026-01-31")]
    [InlineData("2026-01-31", 1, "2026-02-28")]
    [InlineData("2026-11-25", 3, "2027-02-25")]
    public void B34_ProposedBillingStart_AfterTheFreeMonths(string opening, int months, string start) =>
        Assert.Equal(Date(start), (Product(FeePattern.MonthlyOnly) with { FreeMonths = months }).ProposedBillingStart(Date(opening)));

    [Theory]
    [InlineData(37)]
    [InlineData(-1)]
    public void B34_Validate_FreeMonthsOutOfBounds_AreNamed(int months) =>
        Assert.Equal(["freeMonths"], Fields(Product(FeePattern.MonthlyOnly) with { FreeMonths = months }));

    [Fact]
    public void B43_Validate_ACycleThatIsNoCycle_IsNamed()
    {
        Assert.Empty(Fields(Product(FeePattern.MonthlyOnly) with { Cycle = new BillingCycle(20, 12, 2, 10) }));
        Assert.Equal(
            ["cycle.closingDay", "cycle.intervalMonths", "cycle.paymentMonthsLater", "cycle.paymentDay"],
            Fields(Product(FeePattern.MonthlyOnly) with { Cycle = new BillingCycle(0, 13, -1, 32) }));
    }

    [Fact]
    public void ToTerms_OfAProduct_AreItsOwn()
    {
        var product = Product(FeePattern.InitialAndMonthly) with { InitialFee = new Yen(10), MonthlyFee = new Yen(20), InitialFeeByQuantity = true, Tax = TaxCategory.Reduced };

        Assert.Equal(
            new ContractTerms
            {
                Pattern = FeePattern.InitialAndMonthly,
                InitialFee = new Yen(10),
                MonthlyFee = new Yen(20),
                InitialFeeByQuantity = true,
                Tax = TaxCategory.Reduced,
                Basis = PriceBasis.TaxExcluded,
            },
            product.ToTerms());
    }

    [Fact]
    public void B05_Link_Twice_IsOneLink()
    {
        var once = ProductRules.Link(Product(FeePattern.MonthlyOnly), AttributeId.Parse("a"))!;

        Assert.Same(once, ProductRules.Link(once, AttributeId.Parse("a")));
        Assert.Equal([AttributeId.Parse("a")], once.Attributes);
    }

    [Fact]
    public void B05_Link_MoreThanAProductAsks_HasNoRoom()
    {
        var full = Product(FeePattern.MonthlyOnly) with { Attributes = [.. Enumerable.Range(0, ProductRules.MostAttributes).Select(number => AttributeId.Parse($"a{number}"))] };

        Assert.Null(ProductRules.Link(full, AttributeId.Parse("b")));
        Assert.Same(full, ProductRules.Link(full, AttributeId.Parse("a0")));
    }

    [Fact]
    public void B08_Unlink_OneOfSeveral_LeavesTheOrderOfTheOthers()
    {
        var product = Product(FeePattern.MonthlyOnly) with { Attributes = [AttributeId.Parse("a"), AttributeId.Parse("b"), AttributeId.Parse("c")] };

        Assert.Equal([AttributeId.Parse("a"), AttributeId.Parse("c")], ProductRules.Unlink(product, AttributeId.Parse("b")).Attributes);
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Fields(Product product) => ProductRules.Validate(product).Select(error => error.Field);

    private static Product Product(FeePattern pattern) => new()
    {
        Id = ProductId.Parse("P1"),
        Name = "クラウド",
        Pattern = pattern,
        Tax = TaxCategory.Standard,
        Basis = PriceBasis.TaxExcluded,
    };
}
