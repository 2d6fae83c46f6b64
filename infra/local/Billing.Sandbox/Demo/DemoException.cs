namespace Billing.Sandbox.Demo;

/// <summary>Something is not as expected; the message says what was missing and what to look at.</summary>
internal sealed class DemoException(string message) : Exception(message);
