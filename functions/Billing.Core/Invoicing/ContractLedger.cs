using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// 請求済み台帳 of one contract: what invoices have billed. The charges of its history less this ledger are what the next invoice bills, so that a
/// repeated, late or missed run ends in the same sums.
/// </summary>
public sealed record ContractLedger
{
    public required ContractId Contract { get; init; }

    /// <summary>Sorted by key, each once.</summary>
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }

    /// <summary>
    /// The latest cut-off (UTC) of a calculation that is in here. A calculation with an earlier one would take back what it does not know of, so it
    /// uses this one.
    /// </summary>
    public required DateTimeOffset KnownThrough { get; init; }

    /// <summary>What its invoices come to, tax aside (税抜) or included (税込), as the contract's basis is.</summary>
    public Yen Value
    {
        get
        {
            var value = 0L;
            foreach (ref readonly var entry in Span)
            {
                value = checked(value + entry.UnitPrice.Amount * entry.Quantity);
            }

            return new Yen(value);
        }
    }

    /// <summary>The entries for the inner loops: those of a calculation are an array, and an array behind an interface costs a cast at each access.</summary>
    internal ReadOnlySpan<LedgerEntry> Span => Entries is LedgerEntry[] array ? array : [.. Entries];

    public static ContractLedger Empty(ContractId contract) => new() { Contract = contract, Entries = [], KnownThrough = DateTimeOffset.MinValue };
}
