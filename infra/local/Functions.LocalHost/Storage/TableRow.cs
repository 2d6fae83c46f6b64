namespace Functions.LocalHost.Storage;

/// <summary>One row. Values are <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="bool"/>, <see cref="double"/>,
/// <see cref="Guid"/>, <see cref="DateTimeOffset"/> (UTC, to 100 ns) and <c>byte[]</c> (at most 64 KiB each; 1 MiB for the row).</summary>
internal sealed class TableRow
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    public TableRow(string partitionKey, string rowKey) => (PartitionKey, RowKey) = (partitionKey, rowKey);

    public string PartitionKey { get; }

    public string RowKey { get; }

    /// <summary>The version that was read; null for a row that was made here.</summary>
    public string? ETag { get; init; }

    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>Sets a value; null takes it out, as the service does not store null.</summary>
    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }
        }
    }

    public string? Text(string name) => this[name] as string;

    public byte[]? Binary(string name) => this[name] as byte[];

    public bool? Flag(string name) => this[name] as bool?;

    public DateTimeOffset? Instant(string name) => this[name] as DateTimeOffset?;

    /// <summary>An integer of either size.</summary>
    public long? Integer(string name) => this[name] switch
    {
        long value => value,
        int value => value,
        _ => null,
    };
}
