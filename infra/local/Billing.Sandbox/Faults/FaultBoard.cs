using System.Globalization;

namespace Billing.Sandbox.Faults;

/// <summary>The faults that are switched on. A call takes at most one: the first that meets it and has calls left.</summary>
internal sealed class FaultBoard
{
    /// <summary>More than any test or demo switches at once.</summary>
    public const int MaxFaults = 200;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Armed> _faults = [];
    private long _lastId;

    /// <summary>Null when the board is full.</summary>
    public string? Add(Fault fault)
    {
        lock (_gate)
        {
            if (_faults.Count >= MaxFaults)
            {
                return null;
            }

            _faults[++_lastId] = new Armed(fault);
            return _lastId.ToString(CultureInfo.InvariantCulture);
        }
    }

    public bool Remove(string id)
    {
        lock (_gate)
        {
            return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _faults.Remove(number);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    public IReadOnlyList<FaultState> List()
    {
        lock (_gate)
        {
            return [.. _faults.Select(each => new FaultState(each.Key.ToString(CultureInfo.InvariantCulture), each.Value.Fault, each.Value.Met))];
        }
    }

    public Fault? Take(string service, string method, string path, string body)
    {
        lock (_gate)
        {
            return _faults.Values.FirstOrDefault(each => each.Fault.Meets(service, method, path, body) && each.Take())?.Fault;
        }
    }

    private sealed class Armed(Fault fault)
    {
        private int _skipped;

        public Fault Fault { get; } = fault;

        public int Met { get; private set; }

        public bool Take()
        {
            if (Fault.Count != 0 && Met >= Fault.Count)
            {
                return false;
            }

            if (_skipped < Fault.Skip)
            {
                _skipped++;
                return false;
            }

            Met++;
            return true;
        }
    }
}
