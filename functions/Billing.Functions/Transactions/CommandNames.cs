using Billing.Core.Transactions;

namespace Billing.Functions.Transactions;

/// <summary>What people call the commands.</summary>
internal static class CommandNames
{
    public static string Japanese(CommandKind kind) => kind switch
    {
        CommandKind.CreditCheck => "利用照会",
        CommandKind.Update => "取引更新",
        CommandKind.InvoiceRequest => "請求書発行依頼",
        CommandKind.Refresh => "取引状況確認",
        CommandKind.Cancel => "キャンセル",
        _ => "再照会",
    };

    public static string English(CommandKind kind) => kind switch
    {
        CommandKind.CreditCheck => "credit check",
        CommandKind.Update => "update",
        CommandKind.InvoiceRequest => "invoice request",
        CommandKind.Refresh => "refresh",
        CommandKind.Cancel => "cancel",
        _ => "registration anew",
    };
}
