using Billing.Core.Catalogue;
using Billing.Core.Customers;

namespace Billing.Core.Contracts;

/// <summary>
/// 個別契約: one product, ordered by one customer, with the history of its completed orders in the order in which they were recorded.
/// Everything that billing needs, and nothing else of the orders.
/// </summary>
public sealed record Contract
{
    public required ContractId Id { get; init; }

    public required CustomerId Customer { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>契約名 (B28), as an invoice line shows it.</summary>
    public required string Name { get; init; }

    public required ContractTerms Terms { get; init; }

    /// <summary>The first is the new order.</summary>
    public required IReadOnlyList<CompletedOrder> Orders { get; init; }

    public IReadOnlyList<PriceRevision> Revisions { get; init; } = [];

    /// <summary>What people decided after the contract had parked.</summary>
    public IReadOnlyList<BillingRepair> Repairs { get; init; } = [];
}
