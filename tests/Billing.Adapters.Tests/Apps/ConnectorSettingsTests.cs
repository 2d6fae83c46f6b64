using Billing.Adapters.Apps;
using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Adapters.Tests.Apps;

public sealed class ConnectorSettingsTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Apps:orders:Kind"] = "kintone",
        ["Apps:orders:BaseUrl"] = "https://example.cybozu.com",
        ["Apps:orders:AppId"] = "12",
        ["Apps:orders:ApiToken"] = "very-secret-token",
        ["Apps:orders:Provider"] = "np",
        ["Apps:orders:Fields:CustomerName"] = "顧客名",
        ["Apps:orders:Fields:PostalCode"] = "郵便番号",
        ["Apps:orders:Fields:Address"] = "住所",
        ["Apps:orders:Fields:Phone"] = "電話番号",
        ["Apps:orders:Fields:Total"] = "合計金額",
        ["Apps:orders:Fields:Lines"] = "明細",
        ["Apps:orders:Fields:LineName"] = "品名",
        ["Apps:orders:Fields:LineUnitPrice"] = "単価",
        ["Apps:orders:Fields:LineQuantity"] = "数量",
        ["Apps:orders:Fields:TransactionStatus"] = "取引状況",
        ["Apps:orders:Fields:Action"] = "操作",
        ["Apps:orders:Commands:CreditCheck"] = "操作=利用照会; ステータス=訪問予定",
        ["Providers:np:Kind"] = "np-air",
        ["Providers:np:BaseUrl"] = "http://127.0.0.1:7080/np",
        ["Providers:np:MerchantCode"] = "m",
        ["Providers:np:SpCode"] = "very-secret-code",
        ["Providers:np:TerminalId"] = "t",
    };

    [Fact]
    public void ValidateSettings_Good_IsEmpty() => Assert.Empty(Faults());

    [Fact]
    public void ValidateSettings_NothingConfigured_IsEmpty() =>
        Assert.Empty(ConnectorServices.ValidateSettings(new ConfigurationBuilder().Build()));

    [Theory]
    [InlineData("Apps:orders:Kind", "excel", "Apps__orders__Kind is 'excel'; expected 'kintone'.")]
    [InlineData("Apps:orders:Kind", null, "Apps__orders__Kind is missing; expected 'kintone'.")]
    [InlineData("Apps:orders:AppId", "twelve", "Apps__orders__AppId is 'twelve'; expected the app's number, for example 12.")]
    [InlineData("Apps:orders:ApiToken", null, "Apps__orders__ApiToken is missing; expected the app's API token (several are separated by commas).")]
    [InlineData("Apps:orders:ApiToken", "a,b,c,d,e,f,g,h,i,j", "Apps__orders__ApiToken holds 10 tokens; expected at most 9.")]
    [InlineData("Apps:orders:Provider", "paid", "Apps__orders__Provider is 'paid'; expected one of: np.")]
    [InlineData("Apps:orders:GuestSpaceId", "x", "Apps__orders__GuestSpaceId is 'x'; expected the guest space's number.")]
    [InlineData("Apps:orders:BaseUrl", "https://example.cybozu.com/k", "Apps__orders__BaseUrl has a path; expected only scheme and host, for example https://example.cybozu.com.")]
    [InlineData("Apps:orders:Fields:Phone", null, "Apps__orders__Fields__Phone is missing; expected a field code of the app.")]
    [InlineData("Apps:orders:Fields:Phone", "", "Apps__orders__Fields__Phone is empty; expected a field code of the app.")]
    [InlineData("Apps:orders:Fields:TransactionStatus", "顧客名", "Apps__orders__Fields__TransactionStatus is '顧客名', which also has the meaning CustomerName; expected a field of its own.")]
    [InlineData("Apps:orders:Commands:InvoiceRequest", "作業完了", "Apps__orders__Commands__InvoiceRequest holds '作業完了'; expected 'field=value'.")]
    [InlineData("Apps:orders:Commands:InvoiceRequest", "", "Apps__orders__Commands__InvoiceRequest is empty; expected conditions 'field=value', separated by ';'.")]
    [InlineData("Apps:orders:Commands:Update", "操作=利用照会", "Apps__orders__Commands ask by '操作=利用照会' for CreditCheck and Update; expected one command for one condition.")]
    [InlineData("Apps:orders:Limits:CallTimeout", "soon", "Apps__orders__Limits__CallTimeout is 'soon'; expected a duration above zero up to 00:04:00, for example 00:00:20.")]
    [InlineData("Apps:orders:Limits:Concurrency", "0", "Apps__orders__Limits__Concurrency is '0'; expected a whole number from 1 to 100.")]
    [InlineData("Providers:np:Kind", "gmo", "Providers__np__Kind is 'gmo'; expected 'np-air'.")]
    [InlineData("Providers:np:SpCode", null, "Providers__np__SpCode is missing; expected the SP code of the contract.")]
    [InlineData("Providers:np:MerchantCode", "a:b", "Providers__np__MerchantCode holds a ':'; expected the merchant code alone.")]
    [InlineData("Providers:np:Profile:CreditResults:00", "Fine", "Providers__np__Profile__CreditResults__00 is 'Fine'; expected one of: Approved, Rejected, Held, Pending.")]
    [InlineData("Providers:np:Profile:CanUpdateRejected", "maybe", "Providers__np__Profile__CanUpdateRejected is 'maybe'; expected true or false.")]
    public void ValidateSettings_OneFault_IsNamedWithItsSetting(string setting, string? value, string expected) =>
        Assert.Equal(expected, Assert.Single(Faults((setting, value))));

    [Theory]
    [InlineData("http://example.cybozu.com")]
    [InlineData("ftp://example.cybozu.com")]
    [InlineData("https://user:pass@example.cybozu.com")]
    [InlineData("example.cybozu.com")]
    public void ValidateSettings_UrlThatWouldShowSecrets_IsRefusedAndNotRepeated(string url)
    {
        var fault = Assert.Single(Faults(("Apps:orders:BaseUrl", url)));

        Assert.StartsWith("Apps__orders__BaseUrl is not usable; expected an absolute https URL", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Apps:orders:Fields:Colour", "色", "Apps__orders__Fields__Colour is no known meaning")]
    [InlineData("Apps:orders:Commands:Destroy", "操作=破棄", "Apps__orders__Commands__Destroy is no command")]
    [InlineData("Apps:orders:Commands:1", "操作=破棄", "Apps__orders__Commands__1 is no command")]
    [InlineData("Providers:np:Profile:Names:Colour", "色", "Providers__np__Profile__Names__Colour is no part of the profile")]
    public void ValidateSettings_UnknownName_IsNamedWithWhatIsKnown(string setting, string value, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Faults((setting, value))), StringComparison.Ordinal);

    [Fact]
    public void ValidateSettings_BadKeyAndSameAppTwice_AreNamed()
    {
        var twice = Good.Where(setting => setting.Key.StartsWith("Apps:orders:", StringComparison.Ordinal))
            .Select(setting => (setting.Key.Replace("orders", "again", StringComparison.Ordinal), setting.Value));

        var faults = Faults([.. twice, ("Apps:Not-A-Key:Kind", "kintone")]);

        Assert.Equal(2, faults.Count);
        Assert.Contains(faults, fault => fault.StartsWith("Apps__Not-A-Key is no app key", StringComparison.Ordinal));
        Assert.Contains("Apps again, orders have the same AppId '12' on the same host; expected one key for one app.", faults);
    }

    [Fact]
    public void ValidateSettings_ManyFaults_AreAllNamedAndNoSecretIsShown()
    {
        var faults = Faults(
            ("Apps:orders:Kind", null), ("Apps:orders:AppId", "x"), ("Apps:orders:Provider", null), ("Apps:orders:ApiToken", "very secret token"),
            ("Apps:orders:Fields:Total", null), ("Providers:np:BaseUrl", "nowhere"), ("Providers:np:SpCode", "very secret code"));

        Assert.Equal(7, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.Contains("very secret", StringComparison.Ordinal));
    }

    [Fact]
    public void AddLowCodeApps_Good_FindsAppAndProviderByKey()
    {
        using var provider = Services().BuildServiceProvider();

        var apps = provider.GetRequiredService<ILowCodeApps>();
        Assert.Equal([AppKey.Parse("orders")], apps.Keys);
        Assert.True(apps.TryGet(AppKey.Parse("orders"), out var app));
        Assert.Equal("orders", app.Key.Value);
        Assert.False(apps.TryGet(AppKey.Parse("others"), out _));
        Assert.True(provider.GetRequiredService<ICreditProviders>().TryGet(AppKey.Parse("orders"), out var credit));
        Assert.Equal("np", credit.Name);
        Assert.False(credit.Profile.CanCancel);
    }

    [Fact]
    public void AddCreditProviders_ProfileSettings_ReachTheProvider()
    {
        using var provider = Services(("Providers:np:Profile:CanFindByMerchantNumber", "false"), ("Providers:np:Limits:CallTimeout", "00:00:07"))
            .BuildServiceProvider();

        Assert.True(provider.GetRequiredService<ICreditProviders>().TryGet(AppKey.Parse("orders"), out var credit));

        Assert.Equal((TimeSpan.FromSeconds(7), false), (credit.Profile.CallTimeout, credit.Profile.CanFindByMerchantNumber));
    }

    [Fact]
    public void AddLowCodeApps_Faults_FailTheCreationWithEveryFault()
    {
        using var provider = Services(("Apps:orders:AppId", "x"), ("Apps:orders:Kind", "y")).BuildServiceProvider();

        var failure = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ILowCodeApps>);

        Assert.Equal(2, failure.Message.Split(Environment.NewLine).Length);
    }

    private static IReadOnlyList<string> Faults(params (string Setting, string? Value)[] changes) => ConnectorServices.ValidateSettings(Configuration(changes));

    private static ServiceCollection Services(params (string Setting, string? Value)[] changes)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLowCodeApps(Configuration(changes));
        services.AddCreditProviders(Configuration(changes));
        return services;
    }

    private static IConfiguration Configuration((string Setting, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Good);
        foreach (var (setting, value) in changes)
        {
            settings[setting] = value;
            if (value is null)
            {
                settings.Remove(setting);
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
