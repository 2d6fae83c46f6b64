using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage;

/// <summary>
/// Opaque cursors: the position after which a list goes on, bound to the query by a check over both. A position is only ever used as a
/// value inside the query's own filter, so that a cursor opens nothing that the query would not show; one that was cut off, changed or
/// taken from another list is refused.
/// </summary>
internal static class Cursor
{
    private const int CheckSize = 8;
    private const int MaxLength = 2048;

    /// <param name="query">Everything that the list depends on besides the position.</param>
    public static string Write(string query, string position)
    {
        var text = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Check(query, text), .. text]);
    }

    /// <exception cref="InvalidCursorException">The cursor was not written for this query.</exception>
    public static string Read(string query, string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            throw new InvalidCursorException();
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= CheckSize || !bytes.AsSpan(0, CheckSize).SequenceEqual(Check(query, bytes.AsSpan(CheckSize))))
        {
            throw new InvalidCursorException();
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(CheckSize));
    }

    private static byte[] Check(string query, ReadOnlySpan<byte> position) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(query), 0, .. position])[..CheckSize];
}
