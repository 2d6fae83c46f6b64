using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Money;
using Billing.Core.Tests.Invoicing.Properties;

namespace Billing.Core.Tests.Invoicing.Year;

/// <summary>
/// The year's totals by another way: for each completed run, what is owed day by day less what was billed before; per customer and basis the rates are summed,
/// a negative rate is split in two, and tax is computed with decimals.
/// </summary>
internal sealed class StraightforwardYear
{
    private readonly Dictionary<DayByDay.Fee, (int Quantity, long Price)> _billed = [];

    public int Invoices { get; private set; }

    public int Credits { get; private set; }

    public long Lines { get; private set; }

    public long Total { get; private set; }

    public long Tax { get; private set; }

    public int Parked { get; private set; }

    public void Run(IEnumerable<Contract[]> customers, BillingMonth month, DateTimeOffset cutOff)
    {
        foreach (var contracts in customers)
        {
            foreach (var basis in new[] { PriceBasis.TaxExcluded, PriceBasis.TaxIncluded })
            {
                Bill(contracts.Where(contract => contract.Terms.Basis == basis), basis, month, cutOff);
            }
        }
    }

    private void Bill(IEnumerable<Contract> contracts, PriceBasis basis, BillingMonth month, DateTimeOffset cutOff)
    {
        var lines = new List<(TaxCode Rate, long Amount)>();
        foreach (var contract in contracts)
        {
            if (DayByDay.Owed(contract, cutOff, month.LastDay) is not { } owed)
            {
                Parked++;
                continue;
            }

            var fees = owed.Keys.Union(_billed.Keys.Where(fee => fee.Contract == contract.Id.Value && fee.Service <= month)).ToArray();
            foreach (var fee in fees)
            {
                var (before, billedAt) = _billed.GetValueOrDefault(fee);
                var (now, price) = owed.GetValueOrDefault(fee);
                price = before == 0 ? price : billedAt;
                if (now != before)
                {
                    lines.Add((TaxCodes.For(contract.Terms.Tax, fee.Service), (now - before) * price));
                    _billed[fee] = (now, price);
                }
            }
        }

        Close(lines, basis);
    }

    private void Close(List<(TaxCode Rate, long Amount)> lines, PriceBasis basis)
    {
        var (invoice, credit) = (0, 0);
        foreach (var rate in lines.GroupBy(line => line.Rate))
        {
            Lines += rate.Count();
            var sum = rate.Sum(line => line.Amount);
            if (sum >= 0)
            {
                invoice = 1;
                Add(sum, rate.Key, basis);
                continue;
            }

            credit = 1;
            invoice = rate.Any(line => line.Amount > 0) ? 1 : invoice;
            Add(rate.Where(line => line.Amount > 0).Sum(line => line.Amount), rate.Key, basis);
            Add(rate.Where(line => line.Amount < 0).Sum(line => line.Amount), rate.Key, basis);
        }

        Invoices += invoice;
        Credits += credit;
    }

    private void Add(long sum, TaxCode rate, PriceBasis basis)
    {
        var percent = rate is TaxCode.Standard10 ? 10m : rate is TaxCode.Reduced8 or TaxCode.Old8 ? 8m : 0m;
        var tax = (long)decimal.Truncate(basis == PriceBasis.TaxExcluded ? sum * percent / 100m : sum * percent / (100m + percent));
        Tax += tax;
        Total += basis == PriceBasis.TaxExcluded ? sum + tax : sum;
    }
}
