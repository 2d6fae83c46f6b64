using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>A ledger as it is stored, and back.</summary>
internal static class LedgerPacking
{
    private const string To = "..";

    public static StoredLedger Pack(ContractLedger ledger)
    {
        List<string> fees = [];
        var entries = ledger.Entries;
        for (var n = 0; n < entries.Count;)
        {
            var first = entries[n];
            var end = n + 1;
            while (first.Key.Kind == FeeKind.Monthly && end < entries.Count && Follows(first, entries[end], end - n))
            {
                end++;
            }

            fees.Add(Write(first, entries[end - 1].Key.Service));
            n = end;
        }

        return new StoredLedger(ledger.Contract, ledger.KnownThrough, fees);
    }

    public static ContractLedger Unpack(StoredLedger stored)
    {
        List<LedgerEntry> entries = [];
        foreach (var fee in stored.Fees)
        {
            Read(stored.Contract, fee, entries);
        }

        return new ContractLedger { Contract = stored.Contract, KnownThrough = stored.KnownThrough, Entries = entries };
    }

    private static bool Follows(LedgerEntry first, LedgerEntry entry, int months) =>
        entry.Key.Kind == FeeKind.Monthly && entry.Key.Service == first.Key.Service.AddMonths(months)
        && entry.Quantity == first.Quantity && entry.UnitPrice == first.UnitPrice;

    private static string Write(LedgerEntry first, BillingMonth last) => first.Key.Kind == FeeKind.Initial
        ? string.Create(CultureInfo.InvariantCulture, $"{first.Key.Service} {first.Quantity} {first.UnitPrice.Amount} {first.Key.Order}")
        : string.Create(CultureInfo.InvariantCulture, $"{first.Key.Service}{To}{last} {first.Quantity} {first.UnitPrice.Amount}");

    /// <exception cref="InvalidDataException">The text is not what <see cref="Write"/> gives.</exception>
    private static void Read(ContractId contract, string fee, List<LedgerEntry> entries)
    {
        var parts = fee.Split(' ');
        var months = parts[0].Split(To);
        if (parts.Length is not (3 or 4) || !BillingMonth.TryParse(months[0], out var first) || !BillingMonth.TryParse(months[^1], out var last))
        {
            throw new InvalidDataException($"A stored fee of the ledger of contract {contract} is not months, quantity and price.");
        }

        var (quantity, price) = (int.Parse(parts[1], CultureInfo.InvariantCulture), new Yen(long.Parse(parts[2], CultureInfo.InvariantCulture)));
        if (parts.Length == 4)
        {
            entries.Add(new LedgerEntry(FeeKey.Initial(first, OrderId.Parse(parts[3])), quantity, price));
            return;
        }

        for (var month = first; month <= last; month = month.AddMonths(1))
        {
            entries.Add(new LedgerEntry(FeeKey.Monthly(month), quantity, price));
        }
    }
}
