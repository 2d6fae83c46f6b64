namespace Billing.Core.Contracts;

/// <summary>Why an order, or a change of a contract, is refused.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="MessageEn">What was found, and what to do.</param>
/// <param name="MessageJa">The same in Japanese.</param>
public sealed record OrderRefusal(string Code, string MessageEn, string MessageJa)
{
    /// <summary>B21: 販売中の基本契約から注文する.</summary>
    public static OrderRefusal NotOnSale { get; } = new(
        "basic_contract_not_on_sale", "The basic contract is not on sale yet.", "基本契約が販売中ではありません。");

    /// <summary>B22 to B24: 注文処理中の明細は変更できない.</summary>
    public static OrderRefusal InProcess { get; } = new(
        "order_in_process", "Another order of this contract is in process. Complete or withdraw it first.",
        "この契約には注文処理中の注文があります。完了または取下げの後に注文してください。");

    /// <summary>B23, design §5 no. 3.</summary>
    public static OrderRefusal ReductionToZero { get; } = new(
        "reduction_to_zero", "Nothing would be left of the contract on some day. Cancel it instead.", "数量が0になる日があります。数量減ではなく解約してください。");

    public static OrderRefusal Ended { get; } = new("contract_ended", "The contract is cancelled.", "この契約は解約されています。");

    public static OrderRefusal NeverBegan { get; } = new("contract_withdrawn", "The new order of this contract was withdrawn.", "この契約の新規注文は取り下げられています。");

    public static OrderRefusal TooManyOrders { get; } = new(
        "too_many_orders", $"The contract has {OrderRules.MostOrders} orders. Begin a new one.", $"1契約の注文は{OrderRules.MostOrders}件までです。新しい契約を注文してください。");

    /// <summary>B25: the order is 完了 or withdrawn.</summary>
    public static OrderRefusal NotInProcess { get; } = new(
        "order_not_in_process", "The order is completed or withdrawn already.", "この注文はすでに完了または取下げされています。");

    /// <summary>B44.</summary>
    public static OrderRefusal Withdrawn { get; } = new("order_withdrawn", "The order was withdrawn.", "この注文は取り下げられています。");

    public static OrderRefusal TooMuchProgress { get; } = new(
        "too_many_steps", $"The order has {OrderProgress.MostSteps} steps.", $"1注文の進捗は{OrderProgress.MostSteps}件までです。");

    /// <summary>Its history has a fault that no order of the rules makes; billing parks it as well.</summary>
    public static OrderRefusal BrokenHistory { get; } = new(
        "contract_history_broken", "The contract's history would not be consistent with this date. Look at its orders.", "この日付では契約の履歴が矛盾します。注文履歴を確認してください。");

    /// <summary>Design §5 no. 4: 未請求の月からのみ価格を改定できる.</summary>
    public static OrderRefusal MonthBilled { get; } = new(
        "month_billed", "That month is billed already. Begin the revision in a month that is not.", "その月はすでに請求済みです。未請求の月から改定してください。");

    public static OrderRefusal NotYetBegun { get; } = new(
        "contract_not_begun", "The contract's new order is not completed yet.", "この契約の新規注文はまだ完了していません。");

    public static OrderRefusal TooManyDecisions { get; } = new(
        "too_many_decisions", $"The contract has {ContractRules.MostDecisions} price revisions or repairs.", $"1契約の価格改定・救済はそれぞれ{ContractRules.MostDecisions}件までです。");
}
