using Billing.Core.Attributes;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;

using static Billing.Core.Tests.Contracts.OrderSamples;

namespace Billing.Core.Tests.Contracts;

public sealed class OrderRulesTests
{
    private static readonly AttributeDefinition Seats = new() { Id = AttributeId.Parse("seats"), Name = "席数", Type = AttributeType.Number, Required = true };

    [Fact]
    public void B21_ValidateLines_OfferedAndPublished_AreAccepted() => Assert.Empty(Faults(Line(Product()), Line(Product("Q"))));

    [Fact]
    public void B21_ValidateLines_NotOfferedOrUnknown_LookAlike() =>
        Assert.Equal(["lines[0].productId:not_offered", "lines[1].productId:not_offered"], Faults(Line(Product("Z")), Line(null)));

    [Fact]
    public void B02_ValidateLines_OfAProductThatIs作成中_IsRefused() =>
        Assert.Equal(["lines[0].productId:not_for_sale"], Faults(Line(Product(status: ProductStatus.Draft))));

    [Theory]
    [InlineData(0, false)]
    [InlineData(-5, false)]
    [InlineData(1, true)]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    [InlineData(int.MaxValue, false)]
    public void B21_ValidateLines_Quantity_IsBounded(int quantity, bool valid) =>
        Assert.Equal(valid ? [] : ["lines[0].quantity:out_of_range"], Faults(Line(Product(), quantity)));

    [Fact]
    public void B21_ValidateLines_OneToFifty()
    {
        Assert.Equal(["lines:out_of_range"], Faults());
        Assert.Empty(Faults([.. Enumerable.Repeat(Line(Product()), 50)]));
        Assert.Equal(["lines:out_of_range"], Faults([.. Enumerable.Repeat(Line(Product()), 51)]));
    }

    [Fact]
    public void B09_ValidateLines_AsksTheLinkedAttributes()
    {
        Assert.Equal(["lines[0].attributes.seats:required"], Faults(Line(Product(), asked: Seats)));
        Assert.Equal(["lines[0].attributes.seats:not_a_number"], Faults(Line(Product(), answers: new() { ["seats"] = "many" }, asked: Seats)));
        Assert.Equal(["lines[0].attributes.other:not_asked"], Faults(Line(Product(), answers: new() { ["seats"] = "3", ["other"] = "x" }, asked: Seats)));
        Assert.Empty(Faults(Line(Product(), answers: new() { ["seats"] = "3" }, asked: Seats)));
    }

    [Fact]
    public void B21_Begin_AContract_Is注文処理中WithoutQuantity()
    {
        var (_, contract) = Ordered();

        Assert.Equal((ContractStatus.Ordering, 0), (contract.StatusOn(Today), contract.Quantity));
        Assert.Empty(contract.Contract.Orders);
    }

    [Theory]
    [InlineData(null, "クラウド")]
    [InlineData(" 本社 ", "本社")]
    public void B21_ToLine_ContractName_IsTheProductsWhenLeftOut(string? name, string kept) =>
        Assert.Equal(kept, Line(Product(), name: name).ToLine(ContractId.Parse("K")).ContractName);

    [Fact]
    public void B34_ProposedBillingStart_OfALine_LiesAfterTheFreeMonthsItWasOrderedWith() =>
        Assert.Equal(Date("2027-02-10"), Line(Product()).ToLine(ContractId.Parse("K")).ProposedBillingStart(Date("2026-12-10")));

    [Theory]
    [InlineData(OrderKind.Add)]
    [InlineData(OrderKind.Reduce)]
    [InlineData(OrderKind.Cancel)]
    public void B22_B23_B24_CheckChange_WhileAnOrderIs注文処理中_IsRefused(OrderKind kind)
    {
        Assert.Equal(OrderRefusal.InProcess, OrderRules.CheckChange(Ordered().Contract, kind, 1, Today));
        Assert.Equal(OrderRefusal.InProcess, OrderRules.CheckChange(Contract() with { OpenOrder = OrderId.Parse("A") }, kind, 1, Today));
        Assert.Null(OrderRules.CheckChange(Contract(), kind, 1, Today));
    }

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, "reduction_to_zero")]
    [InlineData(11, "reduction_to_zero")]
    public void B23_CheckChange_AReduction_LeavesAtLeastOne(int quantity, string? code) =>
        Assert.Equal(code, OrderRules.CheckChange(Contract(10), OrderKind.Reduce, quantity, Today)?.Code);

    [Fact]
    public void B22_ValidateQuantity_AnAddition_StaysWithinTheHighestQuantity()
    {
        Assert.Empty(OrderRules.ValidateQuantity(Contract(999_999), OrderKind.Add, 1));
        Assert.Equal("out_of_range", Assert.Single(OrderRules.ValidateQuantity(Contract(999_999), OrderKind.Add, 2)).Code);
        Assert.Single(OrderRules.ValidateQuantity(Contract(), OrderKind.Add, 0));
        Assert.Single(OrderRules.ValidateQuantity(Contract(), OrderKind.Reduce, -1));
    }

    [Theory]
    [InlineData(OrderKind.Add)]
    [InlineData(OrderKind.Cancel)]
    public void B24_CheckChange_AfterACancellation_IsRefused(OrderKind kind)
    {
        var cancelled = After(Contract(), OrderKind.Cancel, 0, "2027-03-31");

        Assert.Equal(OrderRefusal.Ended, OrderRules.CheckChange(cancelled, kind, 1, Today));
        Assert.Equal((ContractStatus.Ending, ContractStatus.Ended), (cancelled.StatusOn(Date("2027-03-31")), cancelled.StatusOn(Date("2027-04-01"))));
    }

    [Fact]
    public void B22_CheckChange_OfAWithdrawnContract_IsRefused()
    {
        var withdrawn = OrderRules.Release(Ordered().Contract);

        Assert.Equal(ContractStatus.Withdrawn, withdrawn.StatusOn(Today));
        Assert.Equal(OrderRefusal.NeverBegan, OrderRules.CheckChange(withdrawn, OrderKind.Add, 1, Today));
    }

    [Fact]
    public void Release_AChange_FreesTheContractForOtherOrders() =>
        Assert.Null(OrderRules.CheckChange(OrderRules.Release(Contract() with { OpenOrder = OrderId.Parse("A") }), OrderKind.Add, 1, Today));

    [Fact]
    public void CheckChange_OfFiveHundredOrders_OnlyEnds()
    {
        var contract = Contract(1);
        var full = contract with { Contract = contract.Contract with { Orders = [.. Enumerable.Repeat(contract.Contract.Orders[0], 499)] } };

        Assert.Equal(OrderRefusal.TooManyOrders, OrderRules.CheckChange(full, OrderKind.Add, 1, Today));
        Assert.Null(OrderRules.CheckChange(full, OrderKind.Cancel, 0, Today));
    }

    [Theory]
    [InlineData("2026-11-25", true)]
    [InlineData("2026-11-26", false)]
    [InlineData("2025-11-24", true)]
    [InlineData("2025-11-23", false)]
    public void B21_ValidateHead_TheOrderDate_IsTodayOrEarlier(string on, bool valid) =>
        Assert.Equal(valid, OrderRules.ValidateHead(Order(OrderKind.New, "N") with { OrderedOn = Date(on) }, Today).Count == 0);

    [Fact]
    public void B35_B36_Totals_OfANewOrder_FollowTheInitialFeesSwitch()
    {
        var off = Product("Q") with { InitialFeeByQuantity = false, Basis = PriceBasis.TaxIncluded };
        OrderLine[] lines = [Line(Product(), 3).ToLine(ContractId.Parse("K")), Line(off, 3).ToLine(ContractId.Parse("L"))];

        Assert.Equal(
            [new OrderTotal(PriceBasis.TaxExcluded, new Yen(15_000), new Yen(3_600)), new OrderTotal(PriceBasis.TaxIncluded, new Yen(5_000), new Yen(3_600))],
            OrderTotal.Of(OrderKind.New, lines, line => line.Terms.MonthlyFee));
    }

    [Theory]
    [InlineData(OrderKind.Add, 2, 10_000, 2_400)]
    [InlineData(OrderKind.Reduce, 2, 0, -2_400)]
    [InlineData(OrderKind.Cancel, 0, 0, -12_000)]
    public void B38_Totals_OfAChange_HaveAnInitialFeeOnlyForAdditions(OrderKind kind, int quantity, long initial, long monthly)
    {
        var contract = Contract(10);

        Assert.Equal(
            [new OrderTotal(PriceBasis.TaxExcluded, new Yen(initial), new Yen(monthly))],
            OrderRules.TotalsOf(contract, kind, OrderRules.LineOf(contract, kind, quantity), Today, Now));
    }

    [Fact]
    public void Totals_OfAnAdditionAfterAPriceRevision_HaveTheNewFee()
    {
        var contract = ContractRules.Revise(Contract(), new PriceRevision(Calendar("2026-11"), new Yen(1000), Now));

        Assert.Equal(new Yen(2000), Assert.Single(OrderRules.TotalsOf(contract, OrderKind.Add, OrderRules.LineOf(contract, OrderKind.Add, 2), Today, Now)).Monthly);
    }

    private static Billing.Core.Calendar.BillingMonth Calendar(string month) => Billing.Core.Calendar.BillingMonth.Parse(month);

    private static string[] Faults(params NewOrderLine[] lines) => [.. OrderRules.ValidateLines(Basic(), lines).Select(error => $"{error.Field}:{error.Code}")];
}
