using Billing.Adapters.ServiceBus;

using Microsoft.Extensions.Configuration;

namespace Billing.Adapters.Tests.ServiceBus;

public sealed class ServiceBusSettingsTests
{
    [Theory]
    [InlineData("Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=app;SharedAccessKey=a+b/c=", "https://ns.servicebus.windows.net/", "a+b/c=")]
    [InlineData("Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=app;SharedAccessKey=k;UseDevelopmentEmulator=true;", "http://127.0.0.1:5672/", "k")]
    [InlineData("endpoint=sb://ns.servicebus.windows.net; sharedaccesskeyname=app ;SharedAccessKey=k;EntityPath=x", "https://ns.servicebus.windows.net/", "k")]
    public void Read_ConnectionString_GivesAddressAndKey(string text, string address, string key)
    {
        var faults = ServiceBusSettings.Read(Settings(("Bus", text)), "Bus", out var connection);

        Assert.Empty(faults);
        Assert.Equal((address, "app", key), (connection!.Endpoint.AbsoluteUri, connection.KeyName, connection.Key));
        Assert.DoesNotContain(key + " ", connection + " ", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Identity_GivesACredential()
    {
        var faults = ServiceBusSettings.Read(Settings(("Bus:fullyQualifiedNamespace", "ns.servicebus.windows.net")), "Bus", out var connection);

        Assert.Empty(faults);
        Assert.Equal("https://ns.servicebus.windows.net/", connection!.Endpoint.AbsoluteUri);
        Assert.NotNull(connection.Credential);
    }

    [Theory]
    [InlineData("Bus", "Endpoint=http://ns/;SharedAccessKeyName=app;SharedAccessKey=topsecret", "Endpoint")]
    [InlineData("Bus", "Endpoint=sb://ns/path;SharedAccessKeyName=app;SharedAccessKey=topsecret", "Endpoint")]
    [InlineData("Bus", "Endpoint=sb://ns/;SharedAccessKey=topsecret", "SharedAccessKeyName")]
    [InlineData("Bus", "Endpoint=sb://ns/;SharedAccessKeyName=app", "SharedAccessKey")]
    [InlineData("Bus", "topsecret", "Name=Value")]
    [InlineData("Bus", "", "Bus__fullyQualifiedNamespace")]
    [InlineData("Bus:fullyQualifiedNamespace", "https://ns.servicebus.windows.net", "Bus__fullyQualifiedNamespace")]
    public void Read_Unusable_NamesTheSettingAndNotItsValue(string key, string text, string named)
    {
        var fault = Assert.Single(ServiceBusSettings.Read(Settings((key, text)), "Bus", out var connection));

        Assert.Null(connection);
        Assert.Contains(named, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", fault, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
