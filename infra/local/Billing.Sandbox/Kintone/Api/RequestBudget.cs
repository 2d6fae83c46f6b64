using System.Text.Json.Nodes;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>
/// Requests per app and day (kintone.md §3.3): the counter starts anew at 09:00 in Japan, which is midnight UTC. Beyond the budget calls are
/// still served. Also counts what runs at the same time over the whole domain.
/// </summary>
internal sealed class RequestBudget(TimeProvider time)
{
    public const int MaxConcurrent = 100;
    public const int PerDay = 10_000;

    private const int MaxApps = 200;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _today = new(StringComparer.Ordinal);
    private DateOnly _day;
    private int _running;

    public int Enter() => Interlocked.Increment(ref _running);

    public void Leave() => Interlocked.Decrement(ref _running);

    public void Count(string app)
    {
        lock (_gate)
        {
            Turn();
            if (_today.Count < MaxApps || _today.ContainsKey(app))
            {
                _today[app] = _today.GetValueOrDefault(app) + 1;
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _today.Clear();
        }
    }

    /// <summary>App → requests of today, and whether that is over the budget.</summary>
    public JsonObject ToJson()
    {
        lock (_gate)
        {
            Turn();
            return new JsonObject(_today.Select(each => KeyValuePair.Create(
                each.Key, (JsonNode?)new JsonObject { ["today"] = each.Value, ["overBudget"] = each.Value > PerDay })));
        }
    }

    private void Turn()
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (day != _day)
        {
            _day = day;
            _today.Clear();
        }
    }
}
