using System.Text;
using Billing.Adapters.Http;
using Billing.Adapters.Kintone;

namespace Billing.Adapters.Tests.Kintone;

/// <summary>The table of kintone §3.4, row by row.</summary>
public sealed class KintoneErrorsTests
{
    [Theory]
    [InlineData(400, "CB_VA01", "Data", "Final")]
    [InlineData(400, "CB_IL02", "Bug", "Final")]
    [InlineData(400, "CB_IJ01", "Bug", "Final")]
    [InlineData(400, "GAIA_IL03", "State", "Final")]
    [InlineData(400, "GAIA_ST02", "Configuration", "Final")]
    [InlineData(400, "GAIA_IL23", "Configuration", "Final")]
    [InlineData(520, "GAIA_IL23", "Configuration", "Final")]
    [InlineData(400, "GAIA_QU01", "Bug", "Final")]
    [InlineData(400, "GAIA_QU02", "Bug", "Final")]
    [InlineData(400, "GAIA_IQ03", "Bug", "Final")]
    [InlineData(400, "GAIA_IQ07", "Bug", "Final")]
    [InlineData(400, "GAIA_IQ11", "Bug", "Final")]
    [InlineData(400, "GAIA_LO04", "Data", "Final")]
    [InlineData(400, "GAIA_RE02", "NothingThere", "Final")]
    [InlineData(401, "CB_AU01", "Configuration", "Final")]
    [InlineData(401, "CB_WA01", "Configuration", "Final")]
    [InlineData(520, "GAIA_IA02", "Configuration", "Final")]
    [InlineData(403, "CB_NO02", "Configuration", "Final")]
    [InlineData(404, "GAIA_RE01", "Gone", "Final")]
    [InlineData(404, "GAIA_AP01", "Configuration", "Final")]
    [InlineData(404, "GAIA_BL01", "Data", "Final")]
    [InlineData(409, "GAIA_CO02", "Conflict", "Final")]
    [InlineData(520, "GAIA_DA02", "Busy", "NotDone")]
    [InlineData(500, "GAIA_RE18", "Busy", "NotDone")]
    [InlineData(429, "GAIA_TO04", "Busy", "NotDone")]
    [InlineData(429, "GAIA_TM12", "Busy", "NotDone")]
    [InlineData(400, "GAIA_XX99", "Bug", "Final")]
    [InlineData(520, "GAIA_XX99", "Bug", "Final")]
    [InlineData(500, "GAIA_XX99", "Bug", "Final")]
    [InlineData(429, "GAIA_XX99", "Busy", "NotDone")]
    [InlineData(502, "GAIA_XX99", "Trouble", "Doubtful")]
    [InlineData(503, "GAIA_XX99", "Trouble", "Doubtful")]
    [InlineData(504, "GAIA_XX99", "Trouble", "Doubtful")]
    public void Read_CodeFirstStatusSecond_IsTheTablesRow(int status, string code, string expected, string verdict)
    {
        var reply = Reply(status, $$"""{"code":"{{code}}","id":"e-1","message":"secret"}""");

        var error = KintoneErrors.Read(reply)!;

        Assert.Equal((expected, code, "e-1"), (error.Class.ToString(), error.Code, error.Id));
        Assert.Equal(verdict, KintoneErrors.Judge(reply).ToString());
    }

    [Theory]
    [InlineData(503, "<html>メンテナンス中</html>")]
    [InlineData(520, "")]
    [InlineData(200, "<html>login</html>")]
    [InlineData(502, "Bad Gateway")]
    [InlineData(400, "[]")]
    public void Read_NoJsonObject_IsTroubleToRetryLater(int status, string body)
    {
        var error = KintoneErrors.Read(Reply(status, body))!;

        Assert.Equal((KintoneErrorClass.Trouble, $"http_{status}", true), (error.Class, error.Code, error.IsTransient));
    }

    [Fact]
    public void Read_CodeThatIsNoCode_IsNotRepeated()
    {
        var error = KintoneErrors.Read(Reply(400, """{"code":"田中 太郎","id":"x"}"""))!;

        Assert.Equal("http_400", error.Code);
    }

    [Fact]
    public void Read_Success_IsNoError() => Assert.Null(KintoneErrors.Read(Reply(200, "{}")));

    private static HttpReply Reply(int status, string body) => new(status, Encoding.UTF8.GetBytes(body));
}
