namespace Billing.Sandbox.Demo;

/// <summary>The field codes of 受注管理 that the demo fills or looks at.</summary>
internal static class OrderFields
{
    public const string Action = "操作";
    public const string Status = "取引状況";
    public const string NpId = "NP取引ID";
    public const string Reason = "NG理由";
    public const string ExpectedIssueOn = "請求書発行予定日";
    public const string IssuedOn = "請求書発行日";
    public const string DueOn = "支払期限日";
    public const string AdvancedOn = "立替日";
    public const string PaidOn = "購入者支払日";
    public const string CompletedOn = "作業完了日";
    public const string Address = "住所";
    public const string Lines = "明細";

    /// <summary>What the integration writes, in the order in which it is shown.</summary>
    public static IReadOnlyList<string> Watched { get; } = [Status, NpId, Reason, ExpectedIssueOn, IssuedOn, DueOn, AdvancedOn, PaidOn];
}
