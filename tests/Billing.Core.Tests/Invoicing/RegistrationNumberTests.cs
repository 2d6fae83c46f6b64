using Billing.Core.Invoicing;

namespace Billing.Core.Tests.Invoicing;

public sealed class RegistrationNumberTests
{
    // 国税庁's own corporate number, and the digits of its published example of the calculation.
    [Theory]
    [InlineData("T7000012050002", true)]
    [InlineData("T8700110005901", true)]
    [InlineData("T8700110005902", false)]
    [InlineData("T0000000000000", false)]
    [InlineData("T9000000000000", true)]
    public void HasCorporateCheckDigit_Number_Checks(string text, bool holds) => Assert.Equal(holds, RegistrationNumber.Parse(text).HasCorporateCheckDigit);

    [Theory]
    [InlineData("7000012050002")]
    [InlineData("T700001205000")]
    [InlineData("T70000120500021")]
    [InlineData("t7000012050002")]
    [InlineData("T700001205000２")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_OtherText_IsRefused(string? text) => Assert.False(RegistrationNumber.TryParse(text, out _));
}
