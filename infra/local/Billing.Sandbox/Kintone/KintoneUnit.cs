using System.Collections.Immutable;
using System.Globalization;
using Billing.Sandbox.Kintone.Queries;
using Billing.Sandbox.Kintone.Records;
using Billing.Sandbox.Kintone.Webhooks;

namespace Billing.Sandbox.Kintone;

/// <summary>What one request works on: the apps under the domain's lock, the instant, and the notifications that it causes.</summary>
internal sealed class KintoneUnit(ImmutableDictionary<string, AppTable> apps, KintoneDirectory directory, CursorStore cursors, DateTimeOffset now)
{
    private readonly List<Notification> _notifications = [];

    public KintoneDirectory Directory { get; } = directory;

    public CursorStore Cursors { get; } = cursors;

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<Notification> Notifications => _notifications;

    public void Notify(Notification notification) => _notifications.Add(notification);

    public AppTable App(string id) => apps.GetValueOrDefault(id) ?? throw KintoneErrors.NoApp(id);

    public static StoredRecord Record(AppTable app, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && app.Records.TryGetValue(number, out var record)
            ? record
            : throw KintoneErrors.NoRecord(id);
}
