namespace Billing.Core.Invoicing.Runs;

/// <summary>Why a run parked and asks a person.</summary>
/// <param name="Kind">Which bound.</param>
/// <param name="Now">This run's value, in yen or invoices.</param>
/// <param name="Before">The month before's.</param>
public sealed record BoundBreach(BoundKind Kind, long Now, long Before);
