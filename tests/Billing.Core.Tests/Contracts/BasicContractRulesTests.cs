using Billing.Core.Catalogue;
using Billing.Core.Contracts;

using static Billing.Core.Tests.Contracts.OrderSamples;

namespace Billing.Core.Tests.Contracts;

public sealed class BasicContractRulesTests
{
    [Fact]
    public void B14_Validate_OfferedProducts_AreOneToFiveHundredEachOnce()
    {
        Assert.Empty(BasicContractRules.Validate(Basic()));
        Assert.Equal(["productIds:out_of_range"], Faults(Basic() with { Products = [] }));
        Assert.Equal(["productIds[1]:duplicate"], Faults(Basic() with { Products = [ProductId.Parse("P"), ProductId.Parse("P")] }));
        Assert.Empty(Faults(Basic() with { Products = Products(500) }));
        Assert.Equal(["productIds:out_of_range"], Faults(Basic() with { Products = Products(501) }));
    }

    [Fact]
    public void B15_StartNow_Is販売中DatedToday()
    {
        var started = BasicContractRules.StartNow(Basic(BasicContractStatus.Draft), Today);

        Assert.Equal((BasicContractStatus.OnSale, Today), (started!.Status, started.SaleStart));
    }

    [Fact]
    public void B16_BasicContract_WhenSaved_Is作成中AndSellsNothing()
    {
        Assert.Equal(BasicContractStatus.Draft, Basic(BasicContractStatus.Draft).StatusOn(Today.AddYears(9)));
        Assert.Equal(OrderRefusal.NotOnSale, OrderRules.CheckNew(Basic(BasicContractStatus.Draft), Today));
    }

    [Fact]
    public void B17_StartNow_OfWhatWas作成中_CanBeOrderedToday() =>
        Assert.Null(OrderRules.CheckNew(BasicContractRules.StartNow(Basic(BasicContractStatus.Draft), Today)!, Today));

    [Fact]
    public void B18_Schedule_Becomes販売中OnItsDateWithoutATimer()
    {
        var scheduled = BasicContractRules.Schedule(Basic(BasicContractStatus.Draft), Today.AddDays(3))!;

        Assert.Equal(BasicContractStatus.Scheduled, scheduled.Status);
        Assert.Equal(BasicContractStatus.Scheduled, scheduled.StatusOn(Today.AddDays(2)));
        Assert.Equal(BasicContractStatus.OnSale, scheduled.StatusOn(Today.AddDays(3)));
        Assert.Equal(BasicContractStatus.OnSale, scheduled.StatusOn(Today.AddDays(300)));
        Assert.Equal(OrderRefusal.NotOnSale, OrderRules.CheckNew(scheduled, Today.AddDays(2)));
        Assert.Null(OrderRules.CheckNew(scheduled, Today.AddDays(3)));
    }

    [Fact]
    public void B18_Settle_WritesDownOnceWhatTheDateHasDone()
    {
        var scheduled = BasicContractRules.Schedule(Basic(BasicContractStatus.Draft), Today.AddDays(3))!;

        Assert.Null(BasicContractRules.Settle(scheduled, Today.AddDays(2)));
        var settled = BasicContractRules.Settle(scheduled, Today.AddDays(40))!;
        Assert.Equal((BasicContractStatus.OnSale, Today.AddDays(3)), (settled.Status, settled.SaleStart)); // late, and still its own date
        Assert.Null(BasicContractRules.Settle(settled, Today.AddDays(41)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(1826, true)]
    [InlineData(1827, false)]
    public void B18_ValidateSchedule_TheDate_LiesAhead(int days, bool valid) =>
        Assert.Equal(valid, BasicContractRules.ValidateSchedule(Today.AddDays(days), Today).Count == 0);

    [Theory]
    [InlineData(BasicContractStatus.Scheduled)]
    [InlineData(BasicContractStatus.OnSale)]
    public void B19_Status_OfAnythingBut作成中_CannotBeChanged(BasicContractStatus status)
    {
        Assert.Null(BasicContractRules.StartNow(Basic(status, Today.AddDays(9)), Today));
        Assert.Null(BasicContractRules.Schedule(Basic(status, Today.AddDays(9)), Today.AddDays(1)));
    }

    [Theory]
    [InlineData(BasicContractStatus.Draft)]
    [InlineData(BasicContractStatus.Scheduled)]
    [InlineData(BasicContractStatus.OnSale)]
    public void B20_Validate_InEveryStatus_IsTheSame(BasicContractStatus status)
    {
        Assert.Empty(Faults(Basic(status)));
        Assert.Equal(["name:required", "notes:too_long"], Faults(Basic(status) with { Name = " ", Notes = new string('a', 2001) }));
    }

    private static string[] Faults(BasicContract contract) => [.. BasicContractRules.Validate(contract).Select(error => $"{error.Field}:{error.Code}")];

    private static ProductId[] Products(int count) => [.. Enumerable.Range(0, count).Select(number => ProductId.Parse($"p{number}"))];
}
