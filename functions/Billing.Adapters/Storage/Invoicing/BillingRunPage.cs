using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>A page of a run: the customers from one id to another, both included, and what became of them.</summary>
public sealed record BillingRunPage
{
    public required CustomerId From { get; init; }

    public required CustomerId To { get; init; }

    public required RunPageStage Stage { get; init; }

    public RunFindings? Findings { get; init; }

    /// <summary>At most <see cref="RunReport.MostListed"/>.</summary>
    public IReadOnlyList<CustomerFailure> Failures { get; init; } = [];

    public int FailureCount { get; init; }
}

/// <summary>How far a page is.</summary>
public enum RunPageStage
{
    Planned,
    Billed,
    Confirmed,
}
