using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>
/// Rows of table <c>TransactionIndex</c>, partition <c>{app}-{bucket 00–15}</c>. Every row is a hint that points at a transaction; the
/// state row decides whether it holds.
/// <list type="bullet">
/// <item><c>due-{milliseconds}-{record}</c>: look at this transaction at that instant.</item>
/// <item><c>list-{milliseconds counted down}-{record}</c>: it reached its status then; newest first.</item>
/// </list>
/// </summary>
internal static class TransactionIndexRows
{
    public const string TableName = "TransactionIndex";
    public const int Buckets = 16;
    public const string DuePrefix = "due-";
    public const string ListPrefix = "list-";

    private const int Digits = 14;
    private const long Last = 99_999_999_999_999;

    public static string Partition(TransactionId id) => Partition(id.App, Bucket(id));

    public static string Partition(AppKey app, int bucket) => string.Create(CultureInfo.InvariantCulture, $"{app.Value}-{bucket:D2}");

    public static int Bucket(TransactionId id) => SHA256.HashData(Encoding.UTF8.GetBytes(id.Value))[0] % Buckets;

    /// <summary>The beginning of the keys of one instant; keys before it are due earlier.</summary>
    public static string DueAt(DateTimeOffset at) => DuePrefix + Number(at.ToUnixTimeMilliseconds());

    public static TableEntity DueRow(TransactionId id, DateTimeOffset at, DateTimeOffset writtenAt) =>
        new(Partition(id), $"{DueAt(at)}-{id.Record}") { { "WrittenAt", writtenAt } };

    public static TableEntity ListRow(TransactionState state, DateTimeOffset writtenAt) =>
        new(Partition(state.Id), $"{ListPrefix}{Number(Last - Since(state).ToUnixTimeMilliseconds())}-{state.Id.Record}")
        {
            { "Status", state.Status.ToString() },
            { "Since", Since(state) },
            { "WrittenAt", writtenAt },
        };

    /// <summary>Whether a list row still says what the state does.</summary>
    public static bool Holds(TableEntity listRow, TransactionState state) => listRow.GetDateTimeOffset("Since") == Since(state);

    /// <summary>The transaction that a row points at.</summary>
    public static bool TryRead(TableEntity row, [NotNullWhen(true)] out TransactionId? id)
    {
        id = null;
        var partition = row.PartitionKey.Split('-');
        var key = row.RowKey.Split('-');
        if (partition.Length != 2 || key.Length != 3 || !TransactionId.TryParse($"{partition[0]}-{key[2]}", out var parsed))
        {
            return false;
        }

        id = parsed;
        return true;
    }

    // A state that was never given a status has the first instant of all, which tables do not have.
    private static DateTimeOffset Since(TransactionState state) =>
        state.StatusSince < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : state.StatusSince;

    private static string Number(long value) =>
        Math.Clamp(value, 0, Last).ToString($"D{Digits}", CultureInfo.InvariantCulture);
}
