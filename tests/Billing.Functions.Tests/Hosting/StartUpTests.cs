using Billing.Functions.Hosting;

using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Hosting;

public sealed class StartUpTests
{
    [Fact]
    public void NoticeOf_NoAppConfigured_SaysWhatToSet()
    {
        var notice = StartUp.NoticeOf(new ConfigurationBuilder().AddInMemoryCollection([new("Bus", "x")]).Build());

        Assert.Contains("Apps__{key}__Kind", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void NoticeOf_AnAppConfigured_IsNothing() =>
        Assert.Null(StartUp.NoticeOf(new ConfigurationBuilder().AddInMemoryCollection([new("Apps:orders:Kind", "kintone")]).Build()));
}
