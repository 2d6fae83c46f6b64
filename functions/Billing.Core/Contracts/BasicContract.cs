using Billing.Core.Catalogue;
using Billing.Core.Customers;

namespace Billing.Core.Contracts;

/// <summary>基本契約 (B14): the products that are offered to one customer. Orders are placed under it.</summary>
public sealed record BasicContract
{
    public required BasicContractId Id { get; init; }

    public required CustomerId Customer { get; init; }

    /// <summary>基本契約名.</summary>
    public required string Name { get; init; }

    public string? Notes { get; init; }

    /// <summary>B14: 顧客に販売する商品.</summary>
    public required IReadOnlyList<ProductId> Products { get; init; }

    /// <summary>What was written down last. Ask <see cref="StatusOn"/>: a scheduled sale begins by itself.</summary>
    public BasicContractStatus Status { get; init; } = BasicContractStatus.Draft;

    /// <summary>販売開始日, in Tokyo; null while 作成中.</summary>
    public DateOnly? SaleStart { get; init; }

    /// <summary>
    /// B18: 販売予定は、販売開始日になると自動的に販売中になる. Decided by the stored date and today's date in Tokyo alone, so that a timer that was missed
    /// changes nothing.
    /// </summary>
    public BasicContractStatus StatusOn(DateOnly today) =>
        Status == BasicContractStatus.Scheduled && SaleStart <= today ? BasicContractStatus.OnSale : Status;
}
