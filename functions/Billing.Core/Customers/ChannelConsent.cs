namespace Billing.Core.Customers;

/// <summary>連絡の同意: which channel a customer agreed to, and when.</summary>
public sealed record ChannelConsent(Channel Channel, DateOnly GivenOn);
