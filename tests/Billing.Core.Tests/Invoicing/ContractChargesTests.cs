using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;

namespace Billing.Core.Tests.Invoicing;

public sealed class ContractChargesTests
{
    private static readonly DateTimeOffset Late = ContractBuilder.Noon("2030-01-01");

    [Fact]
    public void B32_InitialAndMonthly_ChargesBoth() =>
        Charges(new ContractBuilder("A").New(2, "2026-04-10"), "2026-05", "2026-04 Initial 1×5000", "2026-04 Monthly 2×1000", "2026-05 Monthly 2×1000");

    [Fact]
    public void B32_MonthlyOnly_NeverChargesAnInitialFee() =>
        Charges(new ContractBuilder("A") { Pattern = FeePattern.MonthlyOnly, ByQuantity = true }.New(2, "2026-04-10"), "2026-05", "2026-04 Monthly 2×1000", "2026-05 Monthly 2×1000");

    [Fact]
    public void B32_InitialOnly_NeverChargesAMonth() =>
        Charges(new ContractBuilder("A") { Pattern = FeePattern.InitialOnly }.New(2, "2026-04-10"), "2026-06", "2026-04 Initial 1×5000");

    [Theory]
    [InlineData("2026-04-01")]
    [InlineData("2026-04-30")]
    public void B33_StartOnAnyDayOfAMonth_ChargesTheWholeMonth(string start) =>
        Charges(new ContractBuilder("A") { Pattern = FeePattern.MonthlyOnly }.New(1, start), "2026-04", "2026-04 Monthly 1×1000");

    [Fact]
    public void B33_MinusThreeThenPlusTwo_ChargesTheHighest() =>
        Charges(Monthly().New(10, "2026-04-01").Reduce(3, "2026-05-10").Add(2, "2026-05-20"), "2026-06", "2026-04 Monthly 10×1000", "2026-05 Monthly 10×1000", "2026-06 Monthly 9×1000");

    [Fact]
    public void B33_PlusTwoThenMinusThree_ChargesTheHighest() =>
        Charges(Monthly().New(10, "2026-04-01").Add(2, "2026-05-10").Reduce(3, "2026-05-20"), "2026-06", "2026-04 Monthly 10×1000", "2026-05 Monthly 12×1000", "2026-06 Monthly 9×1000");

    [Fact]
    public void B33_ReductionCompletedOnTheLastDay_CountsFromTheNextMonth() =>
        Charges(Monthly().New(10, "2026-04-01").Reduce(3, "2026-04-30"), "2026-05", "2026-04 Monthly 10×1000", "2026-05 Monthly 7×1000");

    [Fact]
    public void B33_ReductionCompletedOnTheFirstDay_StillBillsThatDay() =>
        Charges(Monthly().New(10, "2026-04-01").Reduce(3, "2026-05-01"), "2026-06", "2026-04 Monthly 10×1000", "2026-05 Monthly 10×1000", "2026-06 Monthly 7×1000");

    [Fact]
    public void B24_CancellationOnTheFirstDay_BillsThatMonthAndNoLater() =>
        Charges(Monthly().New(2, "2026-04-01").Cancel("2026-05-01"), "2026-07", "2026-04 Monthly 2×1000", "2026-05 Monthly 2×1000");

    [Fact]
    public void B34_MonthsBeforeTheBillingStart_AreFree() =>
        Charges(new ContractBuilder("A").New(1, "2026-06-01", "2026-03-15"), "2026-06", "2026-06 Initial 1×5000", "2026-06 Monthly 1×1000");

    [Fact]
    public void B31_BillingStartAfterTheClosedMonth_ChargesNothing() =>
        Charges(new ContractBuilder("A").New(1, "2026-06-01", "2026-03-15"), "2026-05");

    [Fact]
    public void B35_ByQuantity_ChargesNewAndAddedByTheirOwnQuantity() =>
        Charges(
            new ContractBuilder("A") { Pattern = FeePattern.InitialOnly, ByQuantity = true }.New(3, "2026-04-10").Add(2, "2026-06-05"), "2026-06",
            "2026-04 Initial 3×5000", "2026-06 Initial 2×5000");

    [Fact]
    public void B36_NotByQuantity_ChargesTheNewOrderOnce() =>
        Charges(new ContractBuilder("A") { Pattern = FeePattern.InitialOnly }.New(3, "2026-04-10").Add(2, "2026-06-05"), "2026-06", "2026-04 Initial 1×5000");

    [Fact]
    public void B38_ReductionAndCancellation_ChargeNoInitialFee() =>
        Charges(
            new ContractBuilder("A") { Pattern = FeePattern.InitialOnly, ByQuantity = true }.New(3, "2026-04-10").Reduce(1, "2026-05-31").Cancel("2026-06-30"), "2026-08",
            "2026-04 Initial 3×5000");

    [Fact]
    public void B35_ReductionBeforeTheBillingStart_LowersTheMonthAndNotTheInitialFee() =>
        Charges(
            new ContractBuilder("A") { ByQuantity = true }.New(10, "2026-06-01", "2026-04-01").Reduce(3, "2026-05-20"), "2026-06",
            "2026-06 Initial 10×5000", "2026-06 Monthly 7×1000");

    [Fact]
    public void B22_AdditionBeforeTheBillingStart_MovesToItWithItsInitialFee() =>
        Charges(
            new ContractBuilder("A") { ByQuantity = true }.New(10, "2026-06-10", "2026-04-01").Add(2, "2026-05-20"), "2026-06",
            "2026-06 Initial 10×5000", "2026-06 Initial 2×5000", "2026-06 Monthly 12×1000");

    [Fact]
    public void B24_CancellationBeforeTheBillingStart_ChargesNothing() =>
        Charges(new ContractBuilder("A") { ByQuantity = true }.New(10, "2026-06-10", "2026-04-01").Add(1, "2026-07-01").Cancel("2026-06-09"), "2026-12");

    [Fact]
    public void B24_CancellationOnTheBillingStart_ChargesThatMonth() =>
        Charges(new ContractBuilder("A").New(1, "2026-06-10").Cancel("2026-06-10"), "2026-12", "2026-06 Initial 1×5000", "2026-06 Monthly 1×1000");

    [Fact]
    public void B22_AdditionAfterTheEnd_ChargesNothing() =>
        Charges(
            new ContractBuilder("A") { ByQuantity = true }.New(1, "2026-06-01").Add(4, "2026-07-20", "2026-07-01").Cancel("2026-07-10"), "2026-12",
            "2026-06 Initial 1×5000", "2026-06 Monthly 1×1000", "2026-07 Monthly 1×1000");

    [Fact]
    public void B27_OrderRecordedAfterTheCutOff_IsNotKnown()
    {
        var contract = Monthly().New(1, "2026-04-01").Add(1, "2026-04-10", "2026-05-20").Build();
        var before = Compute(contract, "2026-04", ContractBuilder.Noon("2026-05-19"));
        var from = Compute(contract, "2026-04", ContractBuilder.Noon("2026-05-20"));
        Assert.Equal("2026-04 Monthly 1×1000", Assert.Single(before));
        Assert.Equal("2026-04 Monthly 2×1000", Assert.Single(from));
    }

    [Fact]
    public void MonthlyFee_RevisedTwiceForOneMonth_IsTheOneRecordedLast() =>
        Charges(
            Monthly().New(1, "2026-04-01").Revise("2026-06", 1_500, "2026-05-02").Revise("2026-05", 1_200, "2026-05-03").Revise("2026-06", 1_400, "2026-05-04"), "2026-07",
            "2026-04 Monthly 1×1000", "2026-05 Monthly 1×1200", "2026-06 Monthly 1×1400", "2026-07 Monthly 1×1400");

    [Fact]
    public void MonthlyFee_RevisedBeforeTheBillingStart_LeavesTheInitialFee() =>
        Charges(new ContractBuilder("A").New(1, "2026-06-01", "2026-04-01").Revise("2026-05", 900, "2026-04-20"), "2026-06", "2026-06 Initial 1×5000", "2026-06 Monthly 1×900");

    [Fact]
    public void B23_ReductionToZero_IsAFault() => Fault(HistoryFault.ReducedToZero, Monthly().New(3, "2026-04-01").Reduce(3, "2026-05-10"));

    [Fact]
    public void B23_ReductionToZeroForSomeDaysOnly_IsAFault() =>
        Fault(HistoryFault.ReducedToZero, Monthly().New(3, "2026-04-01").Add(4, "2026-06-01").Reduce(4, "2026-05-10", "2026-06-02"));

    [Fact]
    public void B23_ReductionAfterTheEnd_IsNoFault() =>
        Assert.Null(QuantityHistory.Read(Monthly().New(3, "2026-04-01").Reduce(3, "2026-05-10").Cancel("2026-05-10").Build().Orders, Late).Fault);

    [Fact]
    public void Read_SecondNewOrder_IsAFault() => Fault(HistoryFault.NotOneNewOrder, Monthly().New(3, "2026-04-01").New(3, "2026-05-10"));

    [Fact]
    public void Read_NoNewOrderFirst_IsAFault() => Fault(HistoryFault.NotOneNewOrder, Monthly().Add(3, "2026-04-01"));

    [Fact]
    public void Read_OrderWithoutQuantity_IsAFault() => Fault(HistoryFault.NoQuantity, Monthly().New(3, "2026-04-01").Add(0, "2026-05-10"));

    [Fact]
    public void Read_SecondCancellation_IsAFault() => Fault(HistoryFault.CancelledTwice, Monthly().New(3, "2026-04-01").Cancel("2026-05-10").Cancel("2026-06-10"));

    [Fact]
    public void Read_StartBeforeTheKnownRates_IsAFault() => Fault(HistoryFault.BeforeKnownRates, Monthly().New(3, "2014-03-31"));

    private static ContractBuilder Monthly() => new("A") { Pattern = FeePattern.MonthlyOnly };

    private static void Charges(ContractBuilder contract, string through, params string[] expected) =>
        Assert.Equal(expected, Compute(contract.Build(), through, Late));

    private static string[] Compute(Contract contract, string through, DateTimeOffset cutOff)
    {
        List<Charge> charges = [];
        ContractCharges.Add(contract, QuantityHistory.Read(contract.Orders, cutOff), cutOff, BillingMonth.Parse(through), charges);
        return [.. charges.Select(charge => $"{charge.Key.Service} {charge.Key.Kind} {charge.Quantity}×{charge.UnitPrice}")];
    }

    private static void Fault(HistoryFault fault, ContractBuilder contract) =>
        Assert.Equal(fault, QuantityHistory.Read(contract.Build().Orders, Late).Fault);
}
