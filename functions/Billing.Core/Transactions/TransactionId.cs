using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Billing.Core.Transactions;

/// <summary>
/// One record of one low-code app = one transaction. Written <c>{app}-{recordId}</c>, for example
/// <c>orders-101</c>; also the table partition and, with the prefix <c>tx-</c>, the orchestration's id.
/// A record id outside <c>[A-Za-z0-9_]{1,18}</c> is replaced by <c>h</c> and 17 letters of its SHA-256 (design §3).
/// </summary>
public readonly partial record struct TransactionId
{
    private readonly string? _record;

    private TransactionId(AppKey app, string record)
    {
        App = app;
        _record = record;
    }

    public AppKey App { get; }

    /// <summary>The record's part of the id: the record id itself, or its hash.</summary>
    public string Record => _record ?? throw new InvalidOperationException("TransactionId has no value.");

    public string Value => $"{App.Value}-{Record}";

    /// <summary>The id of the orchestration instance that moves this transaction forward.</summary>
    public string InstanceId => $"tx-{Value}";

    /// <summary>The id of the transaction that stands for a record of an app.</summary>
    /// <exception cref="ArgumentException">The record id is empty.</exception>
    public static TransactionId ForRecord(AppKey app, string recordId)
    {
        ArgumentException.ThrowIfNullOrEmpty(recordId);
        return new TransactionId(app, RecordForm().IsMatch(recordId) ? recordId : Hashed(recordId));
    }

    public static bool TryParse(string? text, out TransactionId id)
    {
        id = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 1 || !AppKey.TryParse(text![..dash], out var app) || !RecordForm().IsMatch(text[(dash + 1)..]))
        {
            return false;
        }

        id = new TransactionId(app, text[(dash + 1)..]);
        return true;
    }

    /// <exception cref="FormatException">The text is not a transaction id.</exception>
    public static TransactionId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException("Not a transaction id; expected '{app}-{recordId}'.");

    public override string ToString() => Value;

    private static string Hashed(string recordId) =>
        "h" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recordId)))[..17];

    [GeneratedRegex("^[A-Za-z0-9_]{1,18}$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex RecordForm();
}
