using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Money;

namespace Billing.Functions.Contracts;

/// <summary>An order as it is shown (B26). Who entered and completed it, only the partner sees.</summary>
internal sealed record OrderView(
    string Id,
    string CustomerId,
    OrderKind Kind,
    string KindJa,
    OrderStatus Status,
    string StatusJa,
    string BasicContractId,
    OrderSource Source,
    PaymentMethod PaymentMethod,
    DateOnly OrderedOn,
    DateTimeOffset PlacedAt,
    string? PlacedBy,
    IReadOnlyList<OrderTotalView> Totals,
    IReadOnlyList<OrderLineView> Lines,
    string? Notes,
    IReadOnlyList<ProgressView> Progress,
    DateOnly? FulfilledOn,
    DateOnly? CompletedOn,
    DateTimeOffset? CompletedAt,
    string? CompletedBy,
    WithdrawalView? Withdrawal)
{
    public static OrderView Of(Order order, bool toPartner) => new(
        order.Id.Value, order.Customer.Value, order.Kind, Label(order.Kind), order.Status, Label(order.Status), order.BasicContract.Value, order.Source,
        order.PaymentMethod, order.OrderedOn, order.PlacedAt, toPartner ? order.PlacedBy : null,
        [.. order.Totals.Select(total => new OrderTotalView(total.Basis, total.Initial.Amount, total.Monthly.Amount))],
        [.. order.Lines.Select(line => OrderLineView.Of(order, line))], order.Notes, [.. order.Progress.Select(step => ProgressView.Of(step, toPartner))],
        order.FulfilledOn, order.CompletedOn, order.CompletedAt, toPartner ? order.CompletedBy : null,
        order.Withdrawal is { } withdrawal ? new WithdrawalView(withdrawal.Reason, withdrawal.At) : null);

    public static string Label(OrderKind kind) => kind switch
    {
        OrderKind.New => "新規",
        OrderKind.Add => "追加",
        OrderKind.Reduce => "数量減",
        _ => "解約",
    };

    private static string Label(OrderStatus status) => status switch
    {
        OrderStatus.Processing => "注文処理中",
        OrderStatus.Completed => "完了",
        _ => "取下げ",
    };
}

/// <summary>注文合計 in one price basis, in yen.</summary>
internal sealed record OrderTotalView(PriceBasis Basis, long Initial, long Monthly);

/// <summary>A line of an order as it is shown.</summary>
/// <param name="ProposedBillingStart">B34: opening, or agreed opening, and the free months; only while it is 注文処理中 and new.</param>
internal sealed record OrderLineView(
    string ContractId,
    string ProductId,
    string ContractName,
    int Quantity,
    long InitialFee,
    long MonthlyFee,
    int FreeMonths,
    IReadOnlyDictionary<string, string> Attributes,
    DateOnly? CompletedOn,
    DateOnly? ProposedBillingStart)
{
    public static OrderLineView Of(Order order, OrderLine line) => new(
        line.Contract.Value, line.Product.Value, line.ContractName, line.Quantity, line.Terms.InitialFee.Amount, line.Terms.MonthlyFee.Amount, line.FreeMonths,
        line.Attributes, line.CompletedOn, Proposed(order, line));

    private static DateOnly? Proposed(Order order, OrderLine line)
    {
        if (order.Kind != OrderKind.New || order.Status != OrderStatus.Processing)
        {
            return null;
        }

        var opening = order.FulfilledOn ?? order.Progress.LastOrDefault(step => step.Stage == ProgressStage.OpeningScheduled)?.On;
        return opening is { } on ? line.ProposedBillingStart(on) : null;
    }
}

/// <summary>A step of the progress as it is shown (B44).</summary>
internal sealed record ProgressView(ProgressStage Stage, string StageJa, DateOnly On, string? Note, string? By, DateTimeOffset RecordedAt)
{
    public static ProgressView Of(ProgressStep step, bool toPartner) => new(step.Stage, Label(step.Stage), step.On, step.Note, toPartner ? step.By : null, step.RecordedAt);

    private static string Label(ProgressStage stage) => stage switch
    {
        ProgressStage.Accepted => "受付",
        ProgressStage.Arranged => "手配済",
        ProgressStage.OpeningScheduled => "開通予定",
        ProgressStage.InPreparation => "作業中",
        ProgressStage.OnHold => "保留",
        _ => "開通・出荷",
    };
}

/// <summary>取下げ as it is shown.</summary>
internal sealed record WithdrawalView(string Reason, DateTimeOffset At);
