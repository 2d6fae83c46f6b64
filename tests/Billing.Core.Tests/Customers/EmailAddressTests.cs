using Billing.Core.Customers;

namespace Billing.Core.Tests.Customers;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData(" Taro.Yamada+x@Example.CO.jp ", "taro.yamada+x@example.co.jp")]
    [InlineData("a@b.c", "a@b.c")]
    public void TryParse_AnAddress_IsLowerCase(string text, string expected)
    {
        Assert.True(EmailAddress.TryParse(text, out var email));
        Assert.Equal(expected, email.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a@b")]
    [InlineData("a@@b.c")]
    [InlineData("a b@c.d")]
    [InlineData("a@b.c\nx@y.z")]
    [InlineData("山田@example.com")]
    [InlineData("\u212A@example.com")] // the Kelvin sign, which folds to k
    [InlineData("a@-b.c")]
    public void TryParse_NotAnAddress_IsRefused(string? text) => Assert.False(EmailAddress.TryParse(text, out _));

    [Fact]
    public void TryParse_TooLong_IsRefused() => Assert.False(EmailAddress.TryParse(new string('a', 60) + "@" + new string('b', 63) + "." + string.Join('.', Enumerable.Repeat(new string('c', 60), 3)), out _));

    [Fact]
    public void ToString_ShowsNothing()
    {
        Assert.True(EmailAddress.TryParse("a@b.c", out var email));
        Assert.DoesNotContain("a@b.c", $"{email}", StringComparison.Ordinal);
    }
}
