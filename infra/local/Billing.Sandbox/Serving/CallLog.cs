using System.Text.Json.Nodes;

namespace Billing.Sandbox.Serving;

/// <summary>
/// How often each route of a service was called, and with which statuses it answered. Counts only: bodies hold personal data.
/// A call whose connection was dropped counts as <c>dropped</c>.
/// </summary>
internal sealed class CallLog
{
    private const int MaxRoutes = 500;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SortedDictionary<string, long>> _routes = new(StringComparer.Ordinal);

    public void Add(string service, string method, string path, string outcome)
    {
        lock (_gate)
        {
            var route = $"{service} {method} {path}";
            if (!_routes.ContainsKey(route) && _routes.Count >= MaxRoutes)
            {
                route = $"{service} other";
            }

            if (!_routes.TryGetValue(route, out var outcomes))
            {
                _routes[route] = outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
            }

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _routes.Clear();
        }
    }

    /// <summary>Route → outcome (a status, or <c>dropped</c>) → count, for one service.</summary>
    public JsonObject ToJson(string service)
    {
        lock (_gate)
        {
            var json = new JsonObject();
            foreach (var (route, outcomes) in _routes.Where(route => route.Key.StartsWith($"{service} ", StringComparison.Ordinal)))
            {
                json[route[(service.Length + 1)..]] = new JsonObject(outcomes.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
            }

            return json;
        }
    }
}
