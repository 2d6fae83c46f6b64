using System.Globalization;

using Billing.Core.Transactions;

namespace Billing.Core.Tests.Transactions;

public sealed class ContentHashTests
{
    [Fact]
    public void Of_TheDayOfCompletion_DoesNotCount() =>
        Assert.Equal(Samples.Hash, ContentHash.Of(Samples.Order with { ServiceCompletedOn = null }));

    [Fact]
    public void Of_TheSameAmountWrittenOtherwise_IsTheSame() => Assert.Equal(Samples.Hash, ContentHash.Of(Samples.Order with { Total = 11_000.00m }));

    [Fact]
    public void Of_TextThatMovedBetweenFields_IsAnother() =>
        Assert.NotEqual(
            ContentHash.Of(Samples.Order with { CompanyName = "ab", Department = "c" }),
            ContentHash.Of(Samples.Order with { CompanyName = "a", Department = "bc" }));

    // Pinned: a hash that changes with a version or a machine would make every approved order look changed.
    [Theory]
    [InlineData("")]
    [InlineData("ja-JP")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void Of_AnyCultureOfTheMachine_IsTheSameForEver(string culture)
    {
        var former = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("53bfe9483322f29e462625b2e5e3ee8b6cc6fdd26fb4794f0bf79127f917ad15", ContentHash.Of(Samples.Order with { Lines = [new OrderLine("清掃", -1_234.5m, 0.125m)] }));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = former;
        }
    }

    [Fact]
    public void Of_AnotherLine_IsAnother() =>
        Assert.NotEqual(Samples.Hash, ContentHash.Of(Samples.Order with { Lines = [new OrderLine("清掃", 11_000m, 2m)] }));

    [Fact]
    public void For_TheSameCause_IsRecognisedAtAnotherTime()
    {
        var cause = CommandIds.CauseOf("orders", "101", 3, "CreditCheck:操作=利用照会");

        var (one, other) = (CommandIds.For(Samples.Now, cause), CommandIds.For(Samples.Now.AddMinutes(1), cause));

        Assert.True(CommandIds.HaveSameCause(one, other));
        Assert.True(string.CompareOrdinal(one, other) < 0);
        Assert.True(Billing.Core.Ids.Ulid.TryParse(one, out _));
        Assert.False(CommandIds.HaveSameCause(one, CommandIds.For(Samples.Now, cause + "x")));
    }
}
