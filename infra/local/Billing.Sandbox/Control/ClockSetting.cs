namespace Billing.Sandbox.Control;

/// <summary>NP's clock is set to this instant.</summary>
internal sealed record ClockSetting(DateTimeOffset Now);
