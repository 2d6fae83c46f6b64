using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.OpenItems;

/// <summary>未消込の債権: one debt of one confirmed document. Its key is the document's, so that a document has one item and one route.</summary>
public sealed record OpenItem
{
    public required InvoiceKey Document { get; init; }

    public required OpenItemSide Side { get; init; }

    /// <summary>Tax included, positive.</summary>
    public required Yen Amount { get; init; }

    public DateOnly? DueOn { get; init; }

    public required OpenItemRoute Route { get; init; }

    /// <summary>The key of the provider in the settings: the debtor of an item that goes to one. Null when the customer is.</summary>
    public string? Provider { get; init; }

    public required OpenItemState State { get; init; }

    /// <summary>When the document was confirmed, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}
