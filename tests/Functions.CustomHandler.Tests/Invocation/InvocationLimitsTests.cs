using System.Globalization;

using Functions.CustomHandler.Invocation;

namespace Functions.CustomHandler.Tests.Invocation;

public sealed class InvocationLimitsTests
{
    [Theory]
    [InlineData("00:00:10", "00:00:09")]
    [InlineData("00:05:00", "00:04:30")]
    [InlineData("01:00:00", "00:59:30")]
    public void For_ATimeout_EndsATenthBeforeItAndAtMostHalfAMinute(string timeout, string deadline) =>
        Assert.Equal(TimeSpan.Parse(deadline, CultureInfo.InvariantCulture), InvocationLimits.For(TimeSpan.Parse(timeout, CultureInfo.InvariantCulture)).Deadline);

    [Fact]
    public void For_NoTimeout_IsInfinite() => Assert.Equal(Timeout.InfiniteTimeSpan, InvocationLimits.For(null).Deadline);
}
