using Billing.Core.Customers;

namespace Billing.Core.Invoicing.Runs;

/// <summary>A customer of whom a run wrote nothing: a sum did not agree, or its documents do not fit. The next run bills it when that is mended.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Code">The stable code of what is wrong.</param>
public sealed record CustomerFailure(CustomerId Customer, string Code);
