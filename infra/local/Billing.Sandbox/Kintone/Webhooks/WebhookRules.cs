namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>How webhooks are sent, and what goes wrong on the way (kintone.md §2.5, §10 no. 7).</summary>
internal sealed record WebhookRules
{
    /// <summary>Notifications of the whole domain in any 60 seconds; what exceeds it is dropped, not queued.</summary>
    public int LimitPerMinute { get; init; } = 60;

    /// <summary>After which the receiver counts as failed. There is no other try.</summary>
    public int TimeoutMilliseconds { get; init; } = 5000;

    /// <summary>How many times each notification arrives, with the same id.</summary>
    public int Deliveries { get; init; } = 1;

    /// <summary>Notifications wait for this many others and then leave last first; an incomplete group leaves after <see cref="ReorderWaitMilliseconds"/>.</summary>
    public int ReorderGroup { get; init; } = 1;

    public int ReorderWaitMilliseconds { get; init; } = 2000;

    public int DelayMilliseconds { get; init; }

    /// <summary>Of every 100 notifications this many never leave, evenly spread.</summary>
    public int DropPercent { get; init; }

    public string? Problem() => this switch
    {
        { LimitPerMinute: < 0 or > 100_000 } => "limitPerMinute: expected 0 to 100000.",
        { TimeoutMilliseconds: < 1 or > 60_000 } => "timeoutMilliseconds: expected 1 to 60000.",
        { Deliveries: < 1 or > 100 } => "deliveries: expected 1 to 100.",
        { ReorderGroup: < 1 or > 100 } => "reorderGroup: expected 1 to 100.",
        { ReorderWaitMilliseconds: < 1 or > 60_000 } => "reorderWaitMilliseconds: expected 1 to 60000.",
        { DelayMilliseconds: < 0 or > 600_000 } => "delayMilliseconds: expected 0 to 600000.",
        { DropPercent: < 0 or > 100 } => "dropPercent: expected 0 to 100.",
        _ => null,
    };
}
