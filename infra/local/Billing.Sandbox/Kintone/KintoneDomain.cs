using System.Collections.Immutable;
using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Queries;
using Billing.Sandbox.Kintone.Records;
using Billing.Sandbox.Kintone.Webhooks;

namespace Billing.Sandbox.Kintone;

/// <summary>
/// One kintone domain in memory. Every request is one unit under one lock: it happens as a whole or not at all, and its
/// notifications leave after it.
/// </summary>
internal sealed class KintoneDomain(TimeProvider time, WebhookSender webhooks)
{
    /// <summary>More apps than any test defines.</summary>
    private const int MaxApps = 100;

    private readonly Lock _gate = new();
    private ImmutableDictionary<string, AppTable> _apps = Preset();

    public KintoneDirectory Directory { get; } = new();

    public CursorStore Cursors { get; } = new(time);

    public WebhookSender Webhooks { get; } = webhooks;

    public IReadOnlyList<AppDefinition> Apps => [.. _apps.Values.Select(app => app.Definition)];

    /// <summary>Runs one request.</summary>
    /// <exception cref="KintoneException">The request is refused; nothing has changed.</exception>
    public T Run<T>(Func<KintoneUnit, T> request)
    {
        lock (_gate)
        {
            var unit = new KintoneUnit(_apps, Directory, Cursors, time.GetUtcNow());
            T result;
            var undo = _apps.Values.Select(app => app.Remember()).ToList();
            try
            {
                result = request(unit);
            }
            catch
            {
                undo.ForEach(each => each());
                throw;
            }

            // Within the lock, so that notifications leave in the order of the changes.
            foreach (var notification in unit.Notifications)
            {
                Webhooks.Publish(notification);
            }

            return result;
        }
    }

    /// <summary>Defines an app, or defines it anew: its records are gone then.</summary>
    public string? Define(AppDefinition app)
    {
        if (app.Problem() is { } problem)
        {
            return problem;
        }

        lock (_gate)
        {
            if (_apps.Count >= MaxApps && !_apps.ContainsKey(app.Id))
            {
                return $"{MaxApps} apps are the most that the sandbox keeps.";
            }

            _apps = _apps.SetItem(app.Id, new AppTable(app));
            return null;
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _apps = Preset();
            Cursors.Clear();
            Webhooks.Reset();
        }
    }

    private static ImmutableDictionary<string, AppTable> Preset()
    {
        var orders = AppDefinition.Orders();
        return ImmutableDictionary<string, AppTable>.Empty.Add(orders.Id, new AppTable(orders));
    }
}
