namespace Billing.Sandbox.Kintone.Records;

/// <summary>Collects what is invalid in one request: kintone names every place at once.</summary>
internal sealed class WriteFaults
{
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    public void Add(string place, string message) => _faults.TryAdd(place, message);

    /// <exception cref="KintoneException"><c>CB_VA01</c> with all places.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw KintoneErrors.Validation(_faults);
        }
    }
}
