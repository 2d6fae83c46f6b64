using System.Security.Cryptography;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>Cursors (kintone.md §3.1): at most 10 open in the domain, each for 10 minutes after its last use. Its result is fixed when it is made.</summary>
internal sealed class CursorStore(TimeProvider time)
{
    private const int MaxOpen = 10;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Cursor> _open = new(StringComparer.Ordinal);

    /// <exception cref="KintoneException"><c>GAIA_TM12</c>.</exception>
    public string Open(AppTable app, IReadOnlyList<StoredRecord> records, IReadOnlyList<string> fields, int size)
    {
        lock (_gate)
        {
            Expire();
            if (_open.Count >= MaxOpen)
            {
                throw KintoneErrors.TooManyCursors();
            }

            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            _open[id] = new Cursor(app, records, fields, size, time.GetUtcNow());
            return id;
        }
    }

    /// <summary>The app that the cursor reads, for the check of the caller's rights.</summary>
    /// <exception cref="KintoneException">There is no such cursor (any more).</exception>
    public AppTable App(string id)
    {
        lock (_gate)
        {
            return Find(id).App;
        }
    }

    /// <summary>The next page and whether there is more; the last page closes the cursor.</summary>
    public (IReadOnlyList<StoredRecord> Records, IReadOnlyList<string> Fields, bool Next) Read(string id)
    {
        lock (_gate)
        {
            var cursor = Find(id);
            IReadOnlyList<StoredRecord> page = [.. cursor.Records.Skip(cursor.Position).Take(cursor.Size)];
            var position = cursor.Position + page.Count;
            var more = position < cursor.Records.Count;
            _open.Remove(id);
            if (more)
            {
                _open[id] = cursor with { Position = position, UsedAt = time.GetUtcNow() };
            }

            return (page, cursor.Fields, more);
        }
    }

    public void Close(string id)
    {
        lock (_gate)
        {
            Find(id);
            _open.Remove(id);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _open.Clear();
        }
    }

    private Cursor Find(string id)
    {
        Expire();
        return _open.GetValueOrDefault(id) ?? throw KintoneErrors.NoCursor();
    }

    private void Expire()
    {
        var now = time.GetUtcNow();
        foreach (var old in _open.Where(each => now - each.Value.UsedAt >= Life).Select(each => each.Key).ToList())
        {
            _open.Remove(old);
        }
    }

    private sealed record Cursor(AppTable App, IReadOnlyList<StoredRecord> Records, IReadOnlyList<string> Fields, int Size, DateTimeOffset UsedAt, int Position = 0);
}
