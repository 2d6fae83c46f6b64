using Functions.LocalHost.Json;

namespace Functions.LocalHost.Tests.Json;

/// <summary>The lenient reader and its writer, beyond what the recordings hold.</summary>
public sealed class JsonTokenReaderTests
{
    [Theory]
    [InlineData("{a:1,'b':2,\"c\":3,}", """{"a":1,"b":2,"c":3}""")]
    [InlineData("/* x */[1, // y\n 2,,3]", "[1,2,null,3]")]
    [InlineData("[1,]", "[1]")]
    [InlineData("[0x1F, 017, 1e2, -0.5, .5]", "[31,15,100.0,-0.5,0.5]")]
    [InlineData("[NaN, -Infinity, undefined]", """["NaN","-Infinity",null]""")]
    [InlineData("\"\\ud83d\\ude00 \\ud83d\"", "\"😀 \uFFFD\"")]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}", """{"a":3,"b":2}""")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    public void Parse_LenientText_IsReadAsTheRealHostDoes(string text, string expected) =>
        Assert.Equal(expected, JsonTokenReader.Parse(text, dates: true).ToJson());

    [Theory]
    [InlineData("2026-01-02T03:04:05+09:00", "2026-01-01T18:04:05+00:00")]
    [InlineData("2026-01-02T03:04:05.1200Z", "2026-01-02T03:04:05.12Z")]
    [InlineData("2026-01-02T24:00:00", "2026-01-03T00:00:00")]
    [InlineData("2026-01-02T03:04:05.12345678Z", "2026-01-02T03:04:05.12345678Z")]
    [InlineData("2026-01-02", "2026-01-02")]
    [InlineData("2026-13-02T03:04:05Z", "2026-13-02T03:04:05Z")]
    [InlineData("2026-01-02 03:04:05", "2026-01-02 03:04:05")]
    public void Parse_DateText_IsRewrittenOnlyWhenItIsIso(string text, string expected) =>
        Assert.Equal($"\"{expected}\"", JsonTokenReader.Parse($"\"{text}\"", dates: true).ToJson());

    [Theory]
    [InlineData("{\"a\":", true)]
    [InlineData("[1", true)]
    [InlineData("{\"a\" 1}", false)]
    [InlineData("{} x", false)]
    [InlineData("tru", false)]
    public void Parse_BrokenText_SaysWhetherItEndedEarly(string text, bool atEnd) =>
        Assert.Equal(atEnd, Assert.Throws<JsonTokenException>(() => JsonTokenReader.Parse(text, dates: false)).AtEnd);

    [Fact]
    public void Parse_NestedDeeperThan64_IsRefused()
    {
        _ = JsonTokenReader.Parse(new string('[', 64) + new string(']', 64), dates: false);

        Assert.Throws<JsonTokenException>(() => JsonTokenReader.Parse(new string('[', 65) + new string(']', 65), dates: false));
    }

    [Theory]
    [InlineData("true", "True")]
    [InlineData("null", "")]
    [InlineData("1.50", "1.5")]
    [InlineData("2.0", "2")]
    [InlineData("\"2026-01-02T03:04:05Z\"", "01/02/2026 03:04:05")]
    [InlineData("{\"a\":[]}", "{\n  \"a\": []\n}")]
    public void Text_OfAValue_IsThatOfTheRealHostsObjects(string json, string expected) =>
        Assert.Equal(expected, JsonText.Of(JsonTokenReader.Parse(json, dates: true)));
}
