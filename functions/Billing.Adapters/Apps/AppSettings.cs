using Billing.Adapters.Http;
using Billing.Core.Transactions;

namespace Billing.Adapters.Apps;

/// <summary>One low-code app of this deployment: settings <c>Apps__{key}__…</c>, checked. Holds secrets: never written out.</summary>
internal sealed record AppSettings
{
    public required AppKey Key { get; init; }

    /// <summary>For example <c>https://example.cybozu.com</c>; without a path.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The app's own id in its system, for example <c>12</c>.</summary>
    public required string AppId { get; init; }

    /// <summary>Set when the app is in a guest space: its paths differ (kintone §3).</summary>
    public string? GuestSpaceId { get; init; }

    /// <summary>One token, or several separated by commas when the app looks up others.</summary>
    public required string ApiToken { get; init; }

    /// <summary>The name of the provider that this app's transactions go to.</summary>
    public required string Provider { get; init; }

    /// <summary>Meaning → field code.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public required IReadOnlyList<TriggerCondition> Triggers { get; init; }

    public required ServiceLimits Limits { get; init; }

    /// <summary>How long a read or a write waits for others of the same app to join it.</summary>
    public TimeSpan JoinWindow { get; init; } = TimeSpan.FromMilliseconds(20);

    public override string ToString() => $"AppSettings {Key}";
}
