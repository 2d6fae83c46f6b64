using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>One row of the provider's error table: what a code is about, and what a person is told to do.</summary>
/// <param name="Meaning">The mapping name of the value at fault; null when it is about no value.</param>
/// <param name="IsTransient">The provider could not, but did nothing: try later, and alert.</param>
internal sealed record NpError(RefusalClass Class, string Ja, string En, string? Meaning = null, bool IsTransient = false);
