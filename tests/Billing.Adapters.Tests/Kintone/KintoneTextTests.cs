using System.Globalization;
using Billing.Adapters.Kintone;

namespace Billing.Adapters.Tests.Kintone;

public sealed class KintoneTextTests
{
    [Theory]
    [InlineData("1234.5", "1234.5")]
    [InlineData("-1650", "-1650")]
    [InlineData("1.2E+3", "1200")]
    [InlineData(" 15 ", "15")]
    [InlineData("１２３４", "1234")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("−5", "-5")]
    public void Number_AsKintoneHoldsIt_IsExact(string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), KintoneText.Number(text));

    [Theory]
    [InlineData("12,34")]
    [InlineData("49:30")]
    [InlineData("千円")]
    [InlineData("1.2E+30")]
    [InlineData("")]
    public void Number_NoNumberOrTooLarge_IsNull(string text) => Assert.Null(KintoneText.Number(text));

    [Theory]
    [InlineData("2025-04-01", 2025, 4, 1)]
    [InlineData("2025-04-01T14:59:00Z", 2025, 4, 1)]
    [InlineData("2025-04-01T15:00:00Z", 2025, 4, 2)]
    public void Day_DateOrInstant_IsTheDayInJapan(string text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), KintoneText.Day(text));

    [Theory]
    [InlineData("2025/04/01")]
    [InlineData("2025-02-30")]
    public void Day_AnythingElse_IsNull(string text) => Assert.Null(KintoneText.Day(text));
}
