using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>The report of a run with the customers that it could not bill, at most <see cref="RunReport.MostListed"/> of them.</summary>
public sealed record BillingRunReport(RunReport Report, IReadOnlyList<CustomerFailure> Failures);
