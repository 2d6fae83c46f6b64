using Billing.Core.Catalogue;
using Billing.Core.Contracts;

using static Billing.Core.Tests.Contracts.OrderSamples;

namespace Billing.Core.Tests.Contracts;

public sealed class OrderCompletionTests
{
    [Fact]
    public void B25_Complete_ANewOrder_Is完了AndSetsTheBillingStart()
    {
        var (order, contract) = Ordered();
        var done = Done(Complete(order, contract, "2027-02-01"));

        Assert.Equal((OrderStatus.Completed, Date("2027-02-01"), Now, "system"), (done.Order.Status, done.Order.CompletedOn, done.Order.CompletedAt, done.Order.CompletedBy));
        Assert.Equal(Date("2027-02-01"), done.Order.Lines[0].CompletedOn);
        Assert.Equal([new CompletedOrder(order.Id, OrderKind.New, 10, Date("2027-02-01"), Now)], done.Contracts[0].Contract.Orders);
        Assert.Null(done.Contracts[0].OpenOrder);
        Assert.Empty(done.Warnings);
    }

    [Theory]
    [InlineData(OrderStatus.Completed)]
    [InlineData(OrderStatus.Withdrawn)]
    public void B25_Complete_WhatIsNot注文処理中_IsRefused(OrderStatus status)
    {
        var (order, contract) = Ordered();
        var outcome = Complete(order with { Status = status }, contract, "2027-02-01");

        Assert.Equal(OrderRefusal.NotInProcess, Assert.IsType<CompletionOutcome.Refused>(outcome).Refusal);
    }

    [Fact]
    public void B25_Complete_WhenItHasEndedSinceItWasRead_IsRefused()
    {
        var (order, contract) = Ordered();
        var completed = Assert.Single(Done(Complete(order, contract, "2027-02-01")).Contracts);
        var outcome = Complete(order, completed, "2027-02-01");

        Assert.Equal(OrderRefusal.NotInProcess, Assert.IsType<CompletionOutcome.Refused>(outcome).Refusal);
    }

    [Fact]
    public void B25_Complete_LinesWithTheirOwnDates_KeepThem()
    {
        OrderLine[] lines = [Line(Product()).ToLine(ContractId.Parse("K")), Line(Product("Q")).ToLine(ContractId.Parse("L"))];
        var order = Order(OrderKind.New, "N", lines);
        var own = Completion("2026-12-01") with { LineDates = new Dictionary<ContractId, DateOnly> { [ContractId.Parse("L")] = Date("2027-02-01") } };
        var done = Done(OrderCompletion.Complete(order, [.. lines.Select(line => OrderRules.Begin(order, line))], own));

        Assert.Equal([Date("2026-12-01"), Date("2027-02-01")], done.Contracts.Select(contract => contract.Contract.Orders[0].CompletedOn));
        Assert.Equal(Date("2026-12-01"), done.Order.CompletedOn);
    }

    [Fact]
    public void B25_Complete_DatesThatAreNone_AreNamed()
    {
        var (order, contract) = Ordered();
        var completion = Completion("2014-03-31") with { LineDates = new Dictionary<ContractId, DateOnly> { [ContractId.Parse("X")] = Date("2206-12-01") }, FulfilledOn = Date("0001-01-01") };
        var invalid = Assert.IsType<CompletionOutcome.Invalid>(OrderCompletion.Complete(order, [contract], completion));

        Assert.Equal(
            ["completedOn:out_of_range", "fulfilledOn:out_of_range", "lines.X:out_of_range", "lines.X:unknown"],
            invalid.Errors.Select(error => $"{error.Field}:{error.Code}").Order());
    }

    [Theory]
    [InlineData("2026-11-01", "completed_before_order")]
    [InlineData("2026-10-31", "completed_before_order completed_in_closed_month back_billing")]
    [InlineData("2026-11-25", "")]
    public void B25_Complete_InAClosedMonth_IsAllowedAndWarned(string on, string codes)
    {
        var (order, contract) = Ordered();

        Assert.Equal(codes, string.Join(' ', Codes(Complete(order, contract, on))));
    }

    [Fact]
    public void B25_Complete_BackBilling_NamesTheMonths()
    {
        var (order, contract) = Ordered();
        var warning = Done(Complete(order, contract, "2026-08-20")).Warnings.Single(warning => warning.Code == "back_billing");

        Assert.Equal(("締め済みの月も請求します: 2026-08〜2026-10（3か月）。", "Closed months will be billed: 2026-08 to 2026-10 (3 months)."), (warning.MessageJa, warning.MessageEn));
    }

    [Theory]
    [InlineData("2025-12-01", "2026-11", false)]
    [InlineData("2025-11-30", "2026-11", true)]
    [InlineData("2025-11-30", "2026-10", false)]
    [InlineData("2025-10-31", "2026-10", true)]
    public void B25_Complete_ThirteenUnbilledMonths_WarnsThatItParks(string on, string nextClosing, bool parks)
    {
        var (order, contract) = Ordered();

        Assert.Equal(parks, Codes(Complete(order, contract, on, nextClosing)).Contains("will_park"));
    }

    [Fact]
    public void B25_Complete_OfAnInitialFeeOnly_NeverParks()
    {
        var (order, contract) = Ordered(product: Product() with { Pattern = FeePattern.InitialOnly });

        Assert.DoesNotContain("will_park", Codes(Complete(order, contract, "2020-01-01")));
    }

    [Fact]
    public void B22_Complete_AnAddition_AddsItsQuantity()
    {
        var contract = After(Contract(10), OrderKind.Add, 5, "2027-01-15");

        Assert.Equal((15, 2), (contract.Quantity, contract.Contract.Orders.Count));
    }

    [Fact]
    public void B22_Complete_AnAdditionBeforeTheBillingStart_IsWarned() =>
        Assert.Equal(["addition_moved_to_start"], Codes(Change(Contract(start: "2027-02-01"), OrderKind.Add, 5, "2026-12-01")));

    [Fact]
    public void B23_Complete_AReduction_TakesItsQuantity() => Assert.Equal(7, After(Contract(10), OrderKind.Reduce, 3, "2027-01-15").Quantity);

    [Fact]
    public void B23_Complete_AReductionBeforeTheBillingStart_IsWarned() =>
        Assert.Equal(["reduction_before_start"], Codes(Change(Contract(start: "2027-02-01"), OrderKind.Reduce, 3, "2026-12-01")));

    [Fact]
    public void B23_Complete_AReductionDatedBeforeTheAdditionItNeeds_IsReductionToZero()
    {
        var contract = After(Contract(10), OrderKind.Add, 5, "2027-06-01"); // fifteen, but ten until June
        var outcome = Change(contract, OrderKind.Reduce, 12, "2027-03-31");

        Assert.Equal(OrderRefusal.ReductionToZero, Assert.IsType<CompletionOutcome.Refused>(outcome).Refusal);
        Assert.Equal(3, After(contract, OrderKind.Reduce, 12, "2027-06-30").Quantity);
    }

    [Fact]
    public void B23_Complete_AReductionInAClosedMonth_SaysWhatComesBack()
    {
        var warning = Done(Change(Contract(10, "2026-07-01"), OrderKind.Reduce, 3, "2026-08-31")).Warnings.Single(warning => warning.Code == "credit_of_closed_months");

        Assert.Contains("2026-09〜2026-10（2か月）", warning.MessageJa, StringComparison.Ordinal);
    }

    [Fact]
    public void B24_Complete_ACancellation_EndsTheContract()
    {
        var contract = After(Contract(10), OrderKind.Cancel, 0, "2027-03-31");

        Assert.Equal((0, Date("2027-03-31")), (contract.Quantity, contract.EndsOn));
        Assert.Equal(0, contract.Contract.Orders[1].Quantity);
    }

    [Fact]
    public void B24_Complete_ACancellationBeforeTheBillingStart_IsWarned() =>
        Assert.Equal(["ended_before_start"], Codes(Change(Contract(start: "2027-02-01"), OrderKind.Cancel, 0, "2027-01-31")));

    [Fact]
    public void B24_Complete_ACancellationOfTheLastDay_IsNotBeforeTheStart() =>
        Assert.Empty(Codes(Change(Contract(start: "2027-02-01"), OrderKind.Cancel, 0, "2027-02-01")));

    [Fact]
    public void B25_Complete_ByAClockThatIsBehind_KeepsTheHistoryInOrder()
    {
        var contract = Contract();
        var order = Order(OrderKind.Add, "A", OrderRules.LineOf(contract, OrderKind.Add, 1));
        var early = Completion("2027-01-01") with { At = Now.AddMinutes(-5) };
        var done = Done(OrderCompletion.Complete(order, [contract with { OpenOrder = order.Id }], early));

        Assert.Equal([Now, Now], done.Contracts[0].Contract.Orders.Select(completed => completed.RecordedAt));
    }

    [Fact]
    public void FulfilledOn_IsNot注文完了日()
    {
        var (order, contract) = Ordered();
        var done = Done(OrderCompletion.Complete(order, [contract], Completion("2027-02-01") with { FulfilledOn = Date("2026-12-01") }));

        Assert.Equal((Date("2026-12-01"), Date("2027-02-01")), (done.Order.FulfilledOn, done.Order.CompletedOn));
    }

    [Fact]
    public void B27_Quantity_CountsCompletedOrdersOnly()
    {
        var contract = After(After(Contract(10), OrderKind.Add, 5, "2027-01-01"), OrderKind.Reduce, 2, "2027-02-28") with { OpenOrder = OrderId.Parse("open") };

        Assert.Equal(13, contract.Quantity);
        Assert.Equal([10, 15, 13], Enumerable.Range(1, 3).Select(contract.QuantityAfter));
    }
}
