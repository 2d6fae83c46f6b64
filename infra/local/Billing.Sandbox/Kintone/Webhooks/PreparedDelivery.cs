namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>A notification with its id and body, on its way to one URL.</summary>
internal sealed record PreparedDelivery(string Url, string Id, string App, string Type, string? RecordId, DateTimeOffset At, byte[] Body)
{
    public Delivery With(string outcome, int? status = null) => new(Id, App, Type, RecordId, At, outcome, status);
}
