namespace Billing.Core.Transactions;

/// <summary>The stable codes with which commands are refused, and what they tell people. The record shows the Japanese text.</summary>
public static class Refusals
{
    public const string AlreadyRegistered = "already_registered";
    public const string CancelUnsupported = "cancel_unsupported";
    public const string CancelWindowClosed = "cancel_window_closed";
    public const string ContentInvalid = "order_content_invalid";
    public const string CreditCheckRunning = "credit_check_running";
    public const string CreditNotApproved = "credit_not_approved";
    public const string IsCancelled = "transaction_cancelled";
    public const string ItemStopped = "item_stopped";
    public const string NoDecision = "no_decision";
    public const string NotRegistered = "not_registered";
    public const string NotRejected = "not_rejected";
    public const string OutcomeUnknown = "outcome_unknown";
    public const string ProviderUnavailable = "provider_unavailable";
    public const string ProviderUnknown = "provider_unknown";
    public const string RecordDeleted = "record_deleted";
    public const string ServiceNotCompleted = "service_not_completed";
    public const string UpdateFirst = "update_first";
    public const string UpdateUnsupported = "update_unsupported";
    public const string UpdateWindowClosed = "update_window_closed";

    private static readonly Dictionary<string, (string Ja, string En)> Texts = new(StringComparer.Ordinal)
    {
        [AlreadyRegistered] = ("この取引は利用照会済みです。内容を変更したときは取引更新を行ってください。", "Credit was checked already. After a change, ask for an update."),
        [CancelUnsupported] = ("この決済サービスの取引は連携からキャンセルできません。決済サービスの管理画面で行ってください。", "The provider takes no cancellation from here. Cancel on the provider's own screen."),
        [CancelWindowClosed] = ("現在の取引状況ではキャンセルできません。", "The transaction cannot be cancelled in its present status."),
        [ContentInvalid] = ("記録の内容に不備があります。修正してからもう一度操作してください。", "The record's contents are not acceptable. Correct them and ask again."),
        [CreditCheckRunning] = ("利用照会中です。結果が出てから操作してください。", "Credit is being checked. Ask again when the result is there."),
        [CreditNotApproved] = ("利用照会OKの取引だけが請求書発行依頼できます。", "Only a transaction with approved credit can be invoiced."),
        [IsCancelled] = ("この取引はキャンセルされています。", "The transaction is cancelled."),
        [ItemStopped] = ("この取引は異常のため停止しています。管理者に連絡してください。", "The transaction is stopped after a broken rule. Tell the administrator."),
        [NoDecision] = ("審査結果が期限までに出ませんでした。決済サービスに確認してから取引状況確認を行ってください。", "No decision came in time. Ask the provider, then refresh."),
        [NotRegistered] = ("まだ利用照会していません。先に利用照会を行ってください。", "Nothing is registered yet. Ask for the credit check first."),
        [NotRejected] = ("再照会は利用照会NGまたはキャンセルの取引だけに行えます。", "Only a rejected or cancelled transaction can be registered anew."),
        [OutcomeUnknown] = ("決済サービスの応答を確認できません。管理画面で状況を確認し、取引状況確認を行ってください。", "Whether the provider acted is not known. Look at its screen, then refresh."),
        [ProviderUnavailable] = ("決済サービスが応答しません。時間をおいてもう一度操作してください。", "The provider does not answer. Ask again later."),
        [ProviderUnknown] = ("このアプリの決済サービスが設定されていません。管理者に連絡してください。", "No provider is configured for this app. Tell the administrator."),
        [RecordDeleted] = ("レコードが削除されています。", "The record does not exist any more."),
        [ServiceNotCompleted] = ("作業完了日が未入力です。作業完了日を入力してからもう一度操作してください。", "The day of completion is missing. Enter it and ask again."),
        [UpdateFirst] = ("利用照会後に内容が変更されています。先に取引更新を行ってください。", "The contents changed after the credit check. Ask for an update first."),
        [UpdateUnsupported] = ("利用照会NGの取引は更新できません。再照会を行ってください。", "A rejected transaction cannot be updated here. Register it anew."),
        [UpdateWindowClosed] = ("請求書発行依頼後は取引更新できません。", "After the invoice request the transaction can no longer be updated."),
    };

    /// <summary>Every code, for documentation and tests.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    public static Refusal Of(string code, string? field = null) => new(code, Texts[code].Ja, Texts[code].En, field);
}
