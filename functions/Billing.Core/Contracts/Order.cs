using Billing.Core.Customers;

namespace Billing.Core.Contracts;

/// <summary>注文 (B21 to B26): what a customer ordered, from 注文処理中 to 完了. A new order makes one contract for each line, any other changes one contract.</summary>
public sealed record Order
{
    public required OrderId Id { get; init; }

    public required CustomerId Customer { get; init; }

    public required OrderKind Kind { get; init; }

    /// <summary>B21: 注文すると「注文処理中」になる.</summary>
    public OrderStatus Status { get; init; } = OrderStatus.Processing;

    public required BasicContractId BasicContract { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public required OrderSource Source { get; init; }

    public required PaymentMethod PaymentMethod { get; init; }

    /// <summary>注文合計, by price basis.</summary>
    public required IReadOnlyList<OrderTotal> Totals { get; init; }

    /// <summary>注文日, in Tokyo: when the customer ordered; a fax may have come days before it was entered.</summary>
    public required DateOnly OrderedOn { get; init; }

    /// <summary>When it was entered, in UTC.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>Who entered it.</summary>
    public required string PlacedBy { get; init; }

    public string? Notes { get; init; }

    /// <summary>B44, in the order in which they were written down.</summary>
    public IReadOnlyList<ProgressStep> Progress { get; init; } = [];

    /// <summary>出荷日・提供開始日: shipment or service, in Tokyo. Not 注文完了日: a free period may lie between the two.</summary>
    public DateOnly? FulfilledOn { get; init; }

    /// <summary>注文完了日 (B25), in Tokyo; lines may have their own.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>When the completion was written down, in UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    public string? CompletedBy { get; init; }

    public OrderWithdrawal? Withdrawal { get; init; }
}
