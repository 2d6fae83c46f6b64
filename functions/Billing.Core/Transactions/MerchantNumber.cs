namespace Billing.Core.Transactions;

/// <summary>
/// The merchant's own number of a transaction towards a provider: <c>{app}-{recordId}-{attempt}</c>, at most 40
/// characters. Stable across retries; the attempt rises only when a person registers anew (providers §2.7).
/// </summary>
public readonly record struct MerchantNumber
{
    private readonly string? _value;

    public MerchantNumber(TransactionId transaction, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, 999);
        _value = $"{transaction.Value}-{attempt}";
    }

    public string Value => _value ?? throw new InvalidOperationException("MerchantNumber has no value.");

    public override string ToString() => Value;
}
