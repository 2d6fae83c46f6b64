using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>The last row that a page of a list looked at.</summary>
internal sealed record ListPosition(string Partition, string RowKey)
{
    /// <exception cref="InvalidCursorException">The text is not a position.</exception>
    public static ListPosition Parse(string text)
    {
        var parts = text.Split('|');
        return parts.Length == 2 && parts[0].Length > 0 && parts[1].StartsWith(TransactionIndexRows.ListPrefix, StringComparison.Ordinal)
            ? new ListPosition(parts[0], parts[1])
            : throw new InvalidCursorException();
    }

    public override string ToString() => $"{Partition}|{RowKey}";
}
