namespace Billing.Sandbox.Faults;

/// <param name="Met">How many calls it has met so far.</param>
internal sealed record FaultState(string Id, Fault Fault, int Met);
