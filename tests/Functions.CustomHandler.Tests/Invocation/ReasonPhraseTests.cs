using Functions.CustomHandler.Invocation;

namespace Functions.CustomHandler.Tests.Invocation;

public sealed class ReasonPhraseTests
{
    [Fact]
    public void Of_OwnException_IsTypeAndMessage() =>
        Assert.Equal($"{typeof(OddException).FullName}: found 1, expected 2", ReasonPhrase.Of(new OddException("found 1, expected 2")));

    [Fact]
    public void Of_FrameworkException_LeavesTheMessageOut() =>
        Assert.Equal("System.FormatException", ReasonPhrase.Of(new FormatException("The input string '090-1234-5678' was not correct.")));

    [Theory]
    [InlineData("入金\r\nX-Evil: 1")]
    [InlineData("100 %")]
    [InlineData("\u0000\u007f")]
    public void Of_AnyMessage_IsPrintableAsciiAndDecodesBack(string message)
    {
        var phrase = ReasonPhrase.Of(new OddException(message));

        Assert.All(phrase, letter => Assert.InRange(letter, ' ', '~'));
        Assert.Equal($"{typeof(OddException).FullName}: {message}", Uri.UnescapeDataString(phrase));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_LongMessage_IsCutBetweenEscapes(int shift)
    {
        var phrase = ReasonPhrase.Of(new OddException(new string('a', shift) + new string('あ', 500)));

        Assert.InRange(phrase.Length, ReasonPhrase.MaxLength - 2, ReasonPhrase.MaxLength);
        Assert.DoesNotMatch("%.?$", phrase);
    }

    private sealed class OddException(string message) : Exception(message);
}
