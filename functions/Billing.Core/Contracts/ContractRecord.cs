namespace Billing.Core.Contracts;

/// <summary>
/// 個別契約 as it is kept: what billing needs (<see cref="Contract"/>), and what orders and people need beside it. It is made when its new order is
/// placed; until that is completed it has no history, and billing sees nothing of it.
/// </summary>
public sealed record ContractRecord
{
    public required Contract Contract { get; init; }

    /// <summary>The basic contract under which it was ordered.</summary>
    public required BasicContractId BasicContract { get; init; }

    /// <summary>The order that is 注文処理中. While there is one, no other can be placed (B22 to B24).</summary>
    public OrderId? OpenOrder { get; init; }

    /// <summary>備考 (B28).</summary>
    public string? Notes { get; init; }

    /// <summary>B09: the answers of the new order, by attribute id.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>B27: 数量は完了した注文のみで表示する. The units that completed orders come to, whatever their dates; 0 when cancelled.</summary>
    public int Quantity => QuantityAfter(Contract.Orders.Count);

    /// <summary>The last day, in Tokyo, when a cancellation is completed.</summary>
    public DateOnly? EndsOn => Contract.Orders.FirstOrDefault(order => order.Kind == OrderKind.Cancel)?.CompletedOn;

    /// <summary>B27: what the first so many completed orders come to.</summary>
    public int QuantityAfter(int orders)
    {
        var quantity = 0;
        foreach (var order in Contract.Orders.Take(orders))
        {
            quantity = order.Kind switch
            {
                OrderKind.Cancel => 0,
                OrderKind.Reduce => quantity - order.Quantity,
                _ => quantity + order.Quantity,
            };
        }

        return quantity;
    }

    public ContractStatus StatusOn(DateOnly today) => this switch
    {
        { Contract.Orders.Count: 0, OpenOrder: null } => ContractStatus.Withdrawn,
        { Contract.Orders.Count: 0 } => ContractStatus.Ordering,
        { EndsOn: null } => ContractStatus.Active,
        _ => EndsOn >= today ? ContractStatus.Ending : ContractStatus.Ended,
    };
}
