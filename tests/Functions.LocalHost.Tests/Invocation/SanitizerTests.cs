using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Tests.Invocation;

public sealed class SanitizerTests
{
    [Theory]
    [InlineData("nothing here", "nothing here")]
    [InlineData("\"a;AccountKey=abc;b\" rest", "\"a;[Hidden Credential]\" rest")]
    [InlineData("http://x/?code=abc<br>", "http://x/[Hidden Credential]<br>")]
    [InlineData("pwd=1", "[Hidden Credential]")]
    [InlineData("x, PublicKeyToken=31bf", "x, PublicKeyToken=31bf")]
    public void Clean_Credentials_EndAtTheNextQuoteOrTag(string text, string expected) => Assert.Equal(expected, Sanitizer.Clean(text));
}
