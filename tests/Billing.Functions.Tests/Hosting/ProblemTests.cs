using System.Text;
using Billing.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Tests.Hosting;

public sealed class ProblemTests
{
    [Fact]
    public async Task Execute_Problem_IsReadableJapaneseWithItsCodeAndEscapedMarkup()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await Problem.NotFound("transaction_unknown", "<b>", "取引が見つかりません。").ExecuteAsync(context);

        Assert.Equal((404, "application/problem+json"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(
            """{"title":"Not Found","status":404,"code":"transaction_unknown","detail":"\u003Cb\u003E","detailJa":"取引が見つかりません。","type":"urn:billing-functions:transaction_unknown"}""",
            Encoding.UTF8.GetString(body.ToArray()));
    }
}
