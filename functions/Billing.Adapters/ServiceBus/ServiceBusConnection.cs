using Azure.Core;

namespace Billing.Adapters.ServiceBus;

/// <summary>One Service Bus namespace: its address and either a shared access key or a credential. <see cref="ToString"/> keeps secrets out of logs.</summary>
internal sealed record ServiceBusConnection
{
    public const string Scope = "https://servicebus.azure.net/.default";

    /// <summary>https; plain http for the development emulator. Without a slash at the end.</summary>
    public required Uri Endpoint { get; init; }

    public string? KeyName { get; init; }

    /// <summary>The key as it is written in the connection string: its text is the HMAC's key.</summary>
    public string? Key { get; init; }

    /// <summary>Null exactly when <see cref="Key"/> is not.</summary>
    public TokenCredential? Credential { get; init; }

    public override string ToString() => $"{Endpoint} by {(Key is null ? "identity" : "shared access key")}";
}
