using static Billing.Core.Transactions.TransactionStatus;

namespace Billing.Core.Transactions;

/// <summary>The Japanese and English names of statuses, and what 取引状況 on the record shows.</summary>
public static class StatusLabels
{
    public static string Japanese(TransactionStatus status) => status switch
    {
        Draft => "未照会",
        CreditChecking => "照会中",
        CreditHeld => "保留",
        CreditApproved => "利用照会OK",
        CreditRejected => "利用照会NG",
        InvoiceRequesting => "請求依頼中",
        InvoiceRequested => "請求依頼済",
        InvoiceIssued => "請求書発行済",
        Advanced => "立替済",
        Paid => "購入者支払済",
        Cancelling => "キャンセル中",
        Cancelled => "キャンセル",
        OutcomeUnknown => "要確認",
        Failed => "エラー",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    public static string English(TransactionStatus status) => status switch
    {
        Draft => "not checked",
        CreditChecking => "checking credit",
        CreditHeld => "credit on hold",
        CreditApproved => "credit approved",
        CreditRejected => "credit rejected",
        InvoiceRequesting => "requesting the invoice",
        InvoiceRequested => "invoice requested",
        InvoiceIssued => "invoice issued",
        Advanced => "advanced by the provider",
        Paid => "paid by the buyer",
        Cancelling => "cancelling",
        Cancelled => "cancelled",
        OutcomeUnknown => "outcome unknown",
        Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    /// <summary>
    /// 取引状況 as the record shows it: one of the eight labels of the product, or null for nothing. What is only on its way, refused or
    /// unknown shows the last thing that is certain; the buyer's payment leaves the field as it was.
    /// </summary>
    public static string? OnRecord(TransactionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Status switch
        {
            Draft => null,
            InvoiceRequesting => Japanese(CreditApproved),
            Paid => Japanese(state.AdvancedOn is null ? InvoiceIssued : Advanced),
            Failed or Cancelling => Former(state),
            OutcomeUnknown => Former(state) ?? Japanese(CreditChecking),
            _ => Japanese(state.Status),
        };
    }

    private static string? Former(TransactionState state) =>
        state.FormerStatus is null or Draft ? null : Japanese(state.FormerStatus.Value);
}
