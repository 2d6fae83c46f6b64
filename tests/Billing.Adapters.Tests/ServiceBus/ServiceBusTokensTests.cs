using Billing.Adapters.ServiceBus;
using Billing.Adapters.Tests.Storage;

namespace Billing.Adapters.Tests.ServiceBus;

public sealed class ServiceBusTokensTests
{
    // Computed apart from this code:
    // printf 'http%%3A%%2F%%2F127.0.0.1%%3A5672%%2Fapp-events\n1764043200' | openssl dgst -sha256 -hmac 'SAS_KEY_VALUE' -binary | base64
    [Fact]
    public void Signature_KnownVector_IsThatOne()
    {
        var tokens = new ServiceBusTokens(
            new ServiceBusConnection { Endpoint = new Uri("http://127.0.0.1:5672"), KeyName = "Root Manage", Key = "SAS_KEY_VALUE" }, FixedTime.AtNoon());

        var token = tokens.Signature("http://127.0.0.1:5672/App-Events", DateTimeOffset.FromUnixTimeSeconds(1764043200));

        Assert.Equal(
            "SharedAccessSignature sr=http%3A%2F%2F127.0.0.1%3A5672%2Fapp-events&sig=eGafX0h0s%2FZqkcD77C%2F3Ip1l%2BIXZ9BUodxTQ1uIJasc%3D&se=1764043200&skn=Root%20Manage",
            token);
    }
}
