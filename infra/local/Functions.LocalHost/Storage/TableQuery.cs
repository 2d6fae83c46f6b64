using System.Globalization;
using System.Text;

namespace Functions.LocalHost.Storage;

/// <summary>A range of rows. What is null does not narrow it. Built from values only, so that none can change its meaning.</summary>
internal sealed record TableQuery
{
    /// <summary>The service's own bound of a page.</summary>
    public const int MaxPageSize = 1000;

    public string? PartitionKey { get; init; }

    /// <summary>Inclusive.</summary>
    public string? PartitionKeyFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public string? PartitionKeyBefore { get; init; }

    /// <summary>Inclusive.</summary>
    public string? RowKeyFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public string? RowKeyBefore { get; init; }

    /// <summary>Boolean columns that must have these values.</summary>
    public IReadOnlyDictionary<string, bool> Flags { get; init; } = new Dictionary<string, bool>();

    /// <summary>Integer columns (32 bits) of which one must have one of these values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> AnyOf { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>1 to 1,000.</summary>
    public int PageSize { get; init; } = MaxPageSize;

    /// <summary>Where the page before ended: <see cref="TablePage.Next"/>.</summary>
    public TableContinuation? After { get; init; }

    /// <summary>All rows whose key begins so, by the code unit after the prefix's last.</summary>
    public static TableQuery RowsWithPrefix(string partitionKey, string prefix) =>
        new() { PartitionKey = partitionKey, RowKeyFrom = prefix, RowKeyBefore = $"{prefix[..^1]}{(char)(prefix[^1] + 1)}" };

    /// <summary>The query part of the address, without the question mark.</summary>
    public string ToQueryString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"$top={PageSize}"));
        if (Filter() is { Length: > 0 } filter)
        {
            text.Append("&$filter=").Append(Uri.EscapeDataString(filter));
        }

        if (After is { } after)
        {
            text.Append("&NextPartitionKey=").Append(Uri.EscapeDataString(after.NextPartitionKey));
            if (after.NextRowKey is { } row)
            {
                text.Append("&NextRowKey=").Append(Uri.EscapeDataString(row));
            }
        }

        return text.ToString();
    }

    private string Filter()
    {
        var parts = new List<string>();
        AddKey(parts, "PartitionKey eq", PartitionKey);
        AddKey(parts, "PartitionKey ge", PartitionKeyFrom);
        AddKey(parts, "PartitionKey lt", PartitionKeyBefore);
        AddKey(parts, "RowKey ge", RowKeyFrom);
        AddKey(parts, "RowKey lt", RowKeyBefore);
        parts.AddRange(Flags.Select(flag => $"{flag.Key} eq {(flag.Value ? "true" : "false")}"));
        parts.AddRange(AnyOf.Select(column =>
            $"({string.Join(" or ", column.Value.Select(value => string.Create(CultureInfo.InvariantCulture, $"{column.Key} eq {value}")))})"));
        return string.Join(" and ", parts);
    }

    private static void AddKey(List<string> parts, string comparison, string? key)
    {
        if (key is not null)
        {
            parts.Add($"{comparison} '{key.Replace("'", "''", StringComparison.Ordinal)}'");
        }
    }
}
