using Functions.CustomHandler.Durable.Execution;

namespace Functions.CustomHandler.Tests.Durable;

public sealed class ExceptionPhraseTests
{
    [Fact]
    public void Write_OwnException_IsTypeAndMessage()
    {
        Assert.True(ReasonPhrase.TryRead(ReasonPhrase.Write(new OddException("found 1, expected 2")), out var type, out var message));

        Assert.Equal((typeof(OddException).FullName, "found 1, expected 2"), (type, message));
    }

    [Fact]
    public void Write_FrameworkException_LeavesTheMessageOut() =>
        Assert.Equal("System.FormatException: ", ReasonPhrase.Write(new FormatException("The input string '090-1234-5678' was not correct.")));

    [Theory]
    [InlineData("入金\r\nX-Evil: 1")]
    [InlineData("100 %")]
    [InlineData("\u0000\u007f")]
    public void Write_AnyMessage_IsPrintableAsciiAndReadsBack(string message)
    {
        var phrase = ReasonPhrase.Write(new OddException(message));

        Assert.All(phrase, letter => Assert.InRange(letter, ' ', '~'));
        Assert.True(ReasonPhrase.TryRead(phrase, out _, out var read));
        Assert.Equal(message, read);
    }

    private sealed class OddException(string message) : Exception(message);
}
