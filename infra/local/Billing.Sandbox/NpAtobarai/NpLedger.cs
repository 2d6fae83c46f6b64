using System.Globalization;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>All transactions that NP holds, by its own id and by the merchant's number, with the counts of what was received.</summary>
internal sealed class NpLedger(NpClock clock)
{
    /// <summary>Bounds the memory of a sandbox that is left running.</summary>
    public const int MaxTransactions = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, NpTransaction> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NpTransaction>> _byNumber = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MerchantCounts> _counts = new(StringComparer.Ordinal);
    private int _lastNumber;

    public NpClock Clock { get; } = clock;

    /// <summary>How many questions a review lasts (rule 4).</summary>
    public int PendingQuestions { get; set; } = 2;

    /// <summary>Runs one step under the lock, with everything settled that is due by NP's clock.</summary>
    public T Run<T>(Func<NpLedger, T> step)
    {
        lock (_gate)
        {
            foreach (var transaction in _byId.Values)
            {
                transaction.Settle(Clock.Today);
            }

            return step(this);
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byNumber.Clear();
            _counts.Clear();
            _lastNumber = 0;
            PendingQuestions = 2;
            Clock.Reset();
        }
    }

    /// <summary>The id is <c>YYMMDD</c> and a five-digit counter (rule 1).</summary>
    public NpTransaction Add(NpOrder order)
    {
        if (_byId.Count >= MaxTransactions || _lastNumber >= 99_999)
        {
            throw new NpRefusal(NpCodes.ServiceDown);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{Clock.Now:yyMMdd}{++_lastNumber:D5}");
        var transaction = new NpTransaction(id, order, Clock.Now);
        _byId[id] = transaction;
        ByNumber(order.ShopTransactionId).Add(transaction);
        return transaction;
    }

    /// <summary>Registered under the same number with the same amount less than a month ago (rule 3).</summary>
    public bool IsDuplicate(NpOrder order) =>
        ByNumber(order.ShopTransactionId).Exists(each => each.Order.BilledAmount == order.BilledAmount && each.RegisteredAt.AddMonths(1) > Clock.Now);

    /// <summary>By NP's id, or by the merchant's number, whose latest registration counts.</summary>
    public NpTransaction? Find(string key) => _byId.GetValueOrDefault(key) ?? ByNumber(key).LastOrDefault();

    public IReadOnlyList<NpTransaction> All() => [.. _byId.Values];

    public MerchantCounts Counts(string shopTransactionId)
    {
        if (!_counts.TryGetValue(shopTransactionId, out var counts))
        {
            counts = new MerchantCounts();
            if (_counts.Count < MaxTransactions)
            {
                _counts[shopTransactionId] = counts;
            }
        }

        return counts;
    }

    public IReadOnlyDictionary<string, MerchantCounts> AllCounts() => _counts.ToDictionary(each => each.Key, each => each.Value.Copy());

    private List<NpTransaction> ByNumber(string number)
    {
        if (!_byNumber.TryGetValue(number, out var transactions))
        {
            transactions = [];
            if (_byNumber.Count < MaxTransactions)
            {
                _byNumber[number] = transactions;
            }
        }

        return transactions;
    }
}
