using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// Which rows a customer's changed ledgers are written to. A contract's ledger stays in its page; new ones go to the last page that has room; a page that has
/// outgrown its row is halved. An entity group takes a hundred rows, so that one row for each contract would bound a customer to fewer contracts.
/// </summary>
internal static class LedgerPages
{
    private const int PageLength = 150_000;
    private const int LedgerLength = 120;
    private const int FeeLength = 85;

    public static IReadOnlyList<DocumentWrite> Writes(IReadOnlyList<StoredDocument<LedgerPage>> pages, IReadOnlyList<ContractLedger> changed)
    {
        var open = pages.Select(page => new Page(page, [.. page.Value.Ledgers])).ToList();
        var places = new Dictionary<ContractId, (Page Page, int Index)>();
        foreach (var page in open)
        {
            for (var n = 0; n < page.Ledgers.Count; n++)
            {
                places.Add(page.Ledgers[n].Contract, (page, n));
            }
        }

        foreach (var ledger in changed)
        {
            if (places.TryGetValue(ledger.Contract, out var place))
            {
                place.Page.Replace(place.Index, LedgerPacking.Pack(ledger));
            }
            else
            {
                Append(open, LedgerPacking.Pack(ledger));
            }
        }

        return [.. open.Where(page => page.IsChanged).SelectMany(Split).Select(page => page.ToWrite())];
    }

    private static void Append(List<Page> pages, StoredLedger ledger)
    {
        if (pages.Count == 0 || pages[^1].Length + Length(ledger) > PageLength)
        {
            pages.Add(new Page(null, []));
        }

        pages[^1].Add(ledger);
    }

    private static IEnumerable<Page> Split(Page page)
    {
        if (page.Length <= PageLength * 3 / 2 || page.Ledgers.Count == 1)
        {
            return [page];
        }

        var half = page.Ledgers.Count / 2;
        return Split(new Page(page.Former, page.Ledgers[..half])).Concat(Split(new Page(null, page.Ledgers[half..])));
    }

    private static int Length(StoredLedger ledger) => LedgerLength + (ledger.Fees.Count * FeeLength);

    private sealed class Page(StoredDocument<LedgerPage>? former, List<StoredLedger> ledgers)
    {
        public StoredDocument<LedgerPage>? Former => former;

        public List<StoredLedger> Ledgers => ledgers;

        public bool IsChanged { get; private set; }

        public int Length { get; private set; } = ledgers.Sum(LedgerPages.Length);

        public void Replace(int index, StoredLedger ledger)
        {
            Length += LedgerPages.Length(ledger) - LedgerPages.Length(ledgers[index]);
            (ledgers[index], IsChanged) = (ledger, true);
        }

        public void Add(StoredLedger ledger)
        {
            ledgers.Add(ledger);
            (Length, IsChanged) = (Length + LedgerPages.Length(ledger), true);
        }

        public DocumentWrite ToWrite() => former is null
            ? DocumentWrite.Insert(BillingRows.Ledger(ledgers[0].Contract), new LedgerPage(ledgers))
            : DocumentWrite.Replace(former, new LedgerPage(ledgers));
    }
}
