namespace Billing.Core.Invoicing;

/// <summary>A sum that must agree does not: a fault of the program or of stored data. The customer's billing stops, and an alarm is raised (design §4).</summary>
public sealed class InvoicingInvariantException(string message) : InvalidOperationException(message)
{
    /// <summary>Stable.</summary>
    public static string Code => "invoicing_invariant_broken";
}
