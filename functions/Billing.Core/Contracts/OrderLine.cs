using Billing.Core.Catalogue;

namespace Billing.Core.Contracts;

/// <summary>注文明細: one product, and the individual contract that it makes (B37) or changes (B22 to B24).</summary>
public sealed record OrderLine
{
    public required ContractId Contract { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>契約名 when it was ordered.</summary>
    public required string ContractName { get; init; }

    /// <summary>Units, positive: ordered, added, taken away, or, for a cancellation, those that end.</summary>
    public required int Quantity { get; init; }

    /// <summary>The terms that the order is placed at; a change has those of its contract (design §5 no. 4).</summary>
    public required ContractTerms Terms { get; init; }

    /// <summary>無料期間 in months (B34), when it was ordered: it proposes the billing start.</summary>
    public int FreeMonths { get; init; }

    /// <summary>B09: the answers, by attribute id.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>注文完了日 of this line (B25); null until the order is completed.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>B34: the billing start that is proposed for a service that opens on that day: a free period lies before it.</summary>
    public DateOnly ProposedBillingStart(DateOnly opening) => opening.AddMonths(FreeMonths);
}
