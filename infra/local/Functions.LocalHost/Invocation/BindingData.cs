using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>
/// A trigger's binding data, which becomes <c>Metadata</c>: keys are compared ignoring case, and an entry that is replaced keeps its place and
/// its casing (functions-custom-handler §3.2).
/// </summary>
internal sealed class BindingData
{
    private const string TriggerSuffix = "trigger";
    private readonly List<KeyValuePair<string, WireValue>> _entries = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public BindingData(IEnumerable<KeyValuePair<string, WireValue>> entries)
    {
        foreach (var (key, value) in entries)
        {
            Set(key, value);
        }
    }

    /// <summary>Everything, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, WireValue>> Entries => _entries;

    /// <summary>What goes on the wire: without null values and without keys that end in <c>trigger</c>, in any case.</summary>
    public IEnumerable<KeyValuePair<string, WireValue>> OnTheWire => _entries.Where(entry =>
        entry.Value is not WireValue.Null && !entry.Key.EndsWith(TriggerSuffix, StringComparison.OrdinalIgnoreCase));

    public bool Contains(string key) => _places.ContainsKey(key);

    public void Set(string key, WireValue value)
    {
        if (_places.TryGetValue(key, out var place))
        {
            _entries[place] = KeyValuePair.Create(_entries[place].Key, value);
            return;
        }

        _places.Add(key, _entries.Count);
        _entries.Add(KeyValuePair.Create(key, value));
    }

    /// <summary>
    /// Adds the properties of a JSON object, over what is there: objects stay objects with their dates rewritten, scalars become text,
    /// null and arrays are left out. A text that is no JSON object adds nothing.
    /// </summary>
    public void SetPayload(string text)
    {
        if (!JsonText.LooksLikeJson(text) || JsonTokenReader.TryParse(text, dates: true) is not JsonToken.Object payload)
        {
            return;
        }

        foreach (var (name, value) in payload.Members.Where(member => member.Value is not (JsonToken.Array or JsonToken.Null)))
        {
            Set(name, value is JsonToken.Object ? new WireValue.Parsed(value) : new WireValue.Text(JsonText.Of(value)));
        }
    }
}
