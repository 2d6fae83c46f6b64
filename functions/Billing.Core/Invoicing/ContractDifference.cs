using System.Runtime.InteropServices;

using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// 差額: a contract's charges less what its ledger says was billed. A fee with more to bill gives a line of its service month, one with too much
/// billed a negative line, so that missed runs, late completions and backdated cancellations are one rule. Not for use by two threads at once: it keeps its working memory.
/// </summary>
internal sealed class ContractDifference
{
    /// <summary>Twelve unbilled months, the closed one included, are billed; the thirteenth parks the contract.</summary>
    public const int MostUnbilledMonths = 12;

    private readonly List<Charge> _charges = [];
    private readonly List<BillingNotice> _waived = [];

    /// <summary>Adds the contract's lines, in the order of their fees, or says why there are none.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="ledger">What was billed of it.</param>
    /// <param name="context">Up to when.</param>
    /// <param name="only">The fees that a reissue is about; null for all.</param>
    /// <param name="lines">Gets the lines.</param>
    /// <param name="notices">Gets the warnings.</param>
    public ParkedContract? Add(
        Contract contract, ContractLedger ledger, BillingContext context, IReadOnlySet<FeeKey>? only, List<InvoiceLine> lines, List<BillingNotice> notices)
    {
        var cutOff = context.CutOff > ledger.KnownThrough ? context.CutOff : ledger.KnownThrough;
        var history = QuantityHistory.Read(contract.Orders, cutOff);
        if (Fault(history, ledger) is { } fault)
        {
            return new ParkedContract(contract.Id, ParkReason.BrokenHistory, fault);
        }

        _charges.Clear();
        _waived.Clear();
        ContractCharges.Add(contract, history, cutOff, context.Through, _charges);
        var begin = lines.Count;
        Merge(contract, ledger, context.Through, cutOff, only, lines);
        if (only is null && lines.Count - begin > MostUnbilledMonths && UnbilledMonths.Park(contract, lines, begin, cutOff) is { } parked)
        {
            lines.RemoveRange(begin, lines.Count - begin);
            return parked;
        }

        notices.AddRange(_waived);
        ContractNotices.Add(contract, history, ledger, cutOff, context.PreviousCutOff, notices);
        return null;
    }

    private static HistoryFault? Fault(QuantityHistory history, ContractLedger ledger) =>
        history.Fault ?? (!history.IsKnown && ledger.Entries.Count > 0 ? HistoryFault.BilledWithoutOrder : null);

    // Charges and ledger are both sorted by key: one walk over the two.
    private void Merge(
        Contract contract, ContractLedger ledger, BillingMonth through, DateTimeOffset cutOff, IReadOnlySet<FeeKey>? only, List<InvoiceLine> lines)
    {
        var waivedBefore = only is null ? WaivedBefore(contract, cutOff) : null;
        ReadOnlySpan<Charge> charges = CollectionsMarshal.AsSpan(_charges);
        var entries = ledger.Span;
        while (charges.Length > 0 || entries.Length > 0)
        {
            var order = entries.Length == 0 ? -1 : charges.Length == 0 ? 1 : charges[0].Key.CompareTo(entries[0].Key);
            var (key, quantity, price) = order > 0 ? (entries[0].Key, 0, default) : (charges[0].Key, charges[0].Quantity, charges[0].UnitPrice);
            if (order >= 0)
            {
                (quantity, price) = (checked(quantity - entries[0].Quantity), entries[0].Quantity == 0 ? price : entries[0].UnitPrice);
                entries = entries[1..];
            }

            charges = order <= 0 ? charges[1..] : charges;

            if (quantity == 0 || key.Service > through || (only is not null && !only.Contains(key)))
            {
                continue;
            }

            if (quantity > 0 && key.Service < waivedBefore)
            {
                _waived.Add(new BillingNotice(NoticeKind.Waived, contract.Id, key.Service, key.Kind == FeeKind.Initial ? key.Order : null, price * quantity));
                continue;
            }

            lines.Add(Line(contract, key, quantity, price));
        }
    }

    private static InvoiceLine Line(Contract contract, FeeKey key, int quantity, Yen price) => new()
    {
        Contract = contract.Id,
        ContractName = contract.Name,
        Product = contract.Product,
        Fee = key,
        Quantity = quantity,
        UnitPrice = price,
        Tax = TaxCodes.For(contract.Terms.Tax, key.Service),
    };

    private static BillingMonth? WaivedBefore(Contract contract, DateTimeOffset cutOff)
    {
        BillingMonth? before = null;
        for (var n = 0; n < contract.Repairs.Count; n++)
        {
            var repair = contract.Repairs[n];
            if (repair.Kind == BillingRepairKind.Waive && repair.RecordedAt <= cutOff && !(repair.Month <= before))
            {
                before = repair.Month;
            }
        }

        return before;
    }
}
