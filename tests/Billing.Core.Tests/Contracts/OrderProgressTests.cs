using Billing.Core.Contracts;

using static Billing.Core.Tests.Contracts.OrderSamples;

namespace Billing.Core.Tests.Contracts;

public sealed class OrderProgressTests
{
    [Fact]
    public void B44_With_Steps_AreKeptInOrderAndOpeningIsTheFulfilment()
    {
        var order = Ordered().Order;
        order = OrderProgress.With(order, Step(ProgressStage.Arranged, "2026-11-20"));
        Assert.Null(order.FulfilledOn);
        order = OrderProgress.With(order, Step(ProgressStage.Opened, "2026-11-24"));

        Assert.Equal([ProgressStage.Arranged, ProgressStage.Opened], order.Progress.Select(step => step.Stage));
        Assert.Equal((Date("2026-11-24"), OrderStatus.Processing), (order.FulfilledOn, order.Status));
    }

    [Theory]
    [InlineData(ProgressStage.OpeningScheduled, "2027-03-01", true)]
    [InlineData(ProgressStage.Opened, "2026-11-25", true)]
    [InlineData(ProgressStage.Opened, "2026-11-26", false)]
    [InlineData(ProgressStage.Accepted, "2024-11-24", false)]
    [InlineData((ProgressStage)9, "2026-11-25", false)]
    public void B44_Validate_OnlyAScheduledOpeningLiesAhead(ProgressStage stage, string on, bool valid) =>
        Assert.Equal(valid, OrderProgress.Validate(Step(stage, on)).Count == 0);

    [Theory]
    [InlineData(OrderStatus.Processing, 99, null)]
    [InlineData(OrderStatus.Completed, 0, null)]
    [InlineData(OrderStatus.Withdrawn, 0, "order_withdrawn")]
    [InlineData(OrderStatus.Processing, 100, "too_many_steps")]
    public void B44_Check_AStep_IsTakenUntilTheOrderIsWithdrawn(OrderStatus status, int steps, string? code) =>
        Assert.Equal(
            code,
            OrderProgress.Check(Ordered().Order with { Status = status, Progress = [.. Enumerable.Repeat(Step(ProgressStage.OnHold, "2026-11-25"), steps)] })?.Code);

    private static ProgressStep Step(ProgressStage stage, string on) => new(stage, Date(on), null, "system", Now);
}
