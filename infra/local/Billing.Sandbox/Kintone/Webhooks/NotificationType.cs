namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>The events of webhooks (kintone.md §2.1).</summary>
internal enum NotificationType
{
    AddRecord,
    UpdateRecord,
    UpdateStatus,
    DeleteRecord,
    AddRecordComment,
}
