using System.Text.Json;

using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Core.Tests.Invoicing.Properties;

/// <summary>What holds for any contracts, orders and runs. A failing case names its seed: it is the theory's argument.</summary>
public sealed class InvoicingPropertyTests
{
    private const int Customers = 15;
    private const int Months = 9; // shorter than what would park when one run bills it all
    private static readonly BillingMonth First = new(2026, 1);

    public static TheoryData<int> Seeds { get; } = new(Enumerable.Range(1, 20));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void B39_SumOfInvoicesOverAnyPeriod_IsTheSumOfCharges(int seed)
    {
        var compared = 0;
        foreach (var contracts in Contracts(seed))
        {
            var (ledgers, billed) = (new Ledgers(), 0L);
            for (var n = 0; n < Months; n++)
            {
                var month = First.AddMonths(n);
                var bill = ledgers.Run(contracts, month, BillingBook.CutOff(month));
                billed += bill.Documents.SelectMany(document => document.Lines).Sum(line => line.Amount.Amount);
                if (Owed(contracts, month, BillingBook.CutOff(month)) is { } owed)
                {
                    compared++;
                    Assert.Equal(owed.Values.Sum(fee => fee.Quantity * fee.Price), billed);
                }
            }
        }

        Assert.True(compared > Customers * Months / 2, $"Only {compared} runs had histories that could be compared.");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void B30_AnyNumberOfRunsInAnyOrder_IsOneRun(int seed)
    {
        var random = new Random(seed);
        var (last, cutOff) = (First.AddMonths(Months - 1), BillingBook.CutOff(First.AddMonths(Months - 1)));
        foreach (var contracts in Contracts(seed))
        {
            var (once, often) = (new Ledgers(), new Ledgers());
            once.Run(contracts, last, cutOff);
            for (var runs = random.Next(1, 15); runs > 0; runs--)
            {
                var (month, late) = (First.AddMonths(random.Next(Months)), random.Next(0, 3));
                var at = BillingBook.CutOff(month.AddMonths(late));
                often.Run(contracts, month, at < cutOff ? at : cutOff);
            }

            often.Run(contracts, last, cutOff);
            Assert.Equal(once.Entries(), often.Entries());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void B30_AnySplitIntoPages_GivesTheSameBytes(int seed)
    {
        var random = new Random(seed);
        var customers = Contracts(seed).ToArray();
        var whole = Bytes([customers], random);

        var pages = new List<Contract[][]>();
        for (var next = 0; next < customers.Length;)
        {
            var size = random.Next(1, customers.Length - next + 1);
            pages.Add(customers[next..(next + size)]);
            next += size;
        }

        Assert.Equal(whole, Bytes([.. pages], random));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void B31_AnyOrderOfCompletions_BillsNoMonthTwice(int seed)
    {
        var random = new Random(seed);
        var last = First.AddMonths(Months - 1);
        foreach (var contracts in Contracts(seed))
        {
            var (straight, mixed) = (new Ledgers(), new Ledgers());
            var shuffled = contracts.Select(contract => Shuffled(contract, random)).ToArray();
            for (var n = 0; n < Months; n++)
            {
                straight.Run(contracts, First.AddMonths(n), BillingBook.CutOff(First.AddMonths(n)));
                mixed.Run(shuffled, First.AddMonths(n), BillingBook.CutOff(First.AddMonths(n)));
            }

            // Everything is recorded by now, in whatever order it came.
            straight.Run(contracts, last, BillingBook.CutOff(last.AddMonths(1)));
            mixed.Run(shuffled, last, BillingBook.CutOff(last.AddMonths(1)));
            Assert.Equal(straight.Entries(), mixed.Entries());
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void B33_AMonth_NeverBillsMoreThanTheHighestQuantityInForce(int seed)
    {
        foreach (var contracts in Contracts(seed))
        {
            var ledgers = new Ledgers();
            for (var n = 0; n < Months; n++)
            {
                var (month, cutOff) = (First.AddMonths(n), BillingBook.CutOff(First.AddMonths(n)));
                ledgers.Run(contracts, month, cutOff);
                var owed = Owed(contracts, month, cutOff);
                foreach (var (fee, billed) in owed is null ? [] : ledgers.Quantities())
                {
                    Assert.InRange(billed, 0, owed!.GetValueOrDefault(fee).Quantity);
                }
            }
        }
    }

    // Histories that end in a reduction to zero park for good and have no final sum; on the way there, others may park for a while.
    private static IEnumerable<Contract[]> Contracts(int seed)
    {
        var source = new RandomContracts(seed, First.FirstDay, Months * 30);
        var last = First.AddMonths(Months);
        return Enumerable.Range(1, Customers).Select(source.Customer)
            .Select(contracts => contracts.Where(contract => DayByDay.Owed(contract, BillingBook.CutOff(last), last.LastDay) is not null).ToArray())
            .Where(contracts => contracts.Length > 0)
            .ToArray();
    }

    private static Dictionary<DayByDay.Fee, (int Quantity, long Price)>? Owed(Contract[] contracts, BillingMonth month, DateTimeOffset cutOff)
    {
        var all = new Dictionary<DayByDay.Fee, (int Quantity, long Price)>();
        foreach (var contract in contracts)
        {
            if (DayByDay.Owed(contract, cutOff, month.LastDay) is not { } owed)
            {
                return null;
            }

            foreach (var (fee, charge) in owed)
            {
                all.Add(fee, charge);
            }
        }

        return all;
    }

    // The new order stays first; the times at which the others were recorded are dealt out anew.
    private static Contract Shuffled(Contract contract, Random random)
    {
        var others = contract.Orders.Skip(1).ToArray();
        var times = others.Select(order => order.RecordedAt).ToArray();
        random.Shuffle(others);
        return contract with { Orders = [contract.Orders[0], .. others.Select((order, n) => order with { RecordedAt = times[n] })] };
    }

    private static byte[] Bytes(Contract[][][] pages, Random random)
    {
        var month = First.AddMonths(Months - 1);
        var context = new BillingContext { Through = month, CutOff = BillingBook.CutOff(month), Settings = new InvoicingSettings() };
        var (findings, all) = (RunFindings.None, new List<CustomerBill>());
        foreach (var page in pages)
        {
            var billing = new CustomerBilling();
            var bills = page.Select(contracts => billing.Compute(Account(contracts, random), context)).ToArray();
            findings = findings.Then(RunFindings.Of(bills));
            all.AddRange(bills);
        }

        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            Documents = all.SelectMany(bill => bill.Documents).Select(document => new { Key = document.Key.ToString(), document.IssuedOn, document.DueOn, document.Rates, Lines = document.Lines.Select(line => $"{line.Contract} {line.Label} {line.Fee.Kind} {line.Quantity} {line.UnitPrice} {line.Tax}") }),
            Ledgers = all.SelectMany(bill => bill.Ledgers).Select(ledger => new { ledger.Contract.Value, ledger.KnownThrough, Entries = ledger.Entries.Select(entry => $"{entry.Key} {entry.Quantity} {entry.UnitPrice}") }),
            findings.Totals,
            Parked = findings.Parked.Select(parked => parked.ToString()),
        });
    }

    private static CustomerAccount Account(Contract[] contracts, Random random)
    {
        var mixed = contracts.ToArray();
        random.Shuffle(mixed);
        return new CustomerAccount(contracts[0].Customer, mixed, new Dictionary<ContractId, ContractLedger>());
    }
}
