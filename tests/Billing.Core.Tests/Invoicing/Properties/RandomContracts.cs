using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing.Properties;

/// <summary>
/// Customers with random contracts from a seed: completions before and after the day on which they were recorded, additions, reductions, cancellations and price
/// revisions from months not yet billed. Nothing is recorded more than sixty days late.
/// </summary>
internal sealed class RandomContracts(int seed, DateOnly first, int days)
{
    private const int LatestDays = 60;

    private readonly Random _random = new(seed);

    public Contract[] Customer(int number)
    {
        var customer = CustomerId.Parse($"C{number:D5}");
        return [.. Enumerable.Range(1, _random.Next(1, 4)).Select(n => Contract($"K{number:D5}-{n}") with { Customer = customer })];
    }

    private Contract Contract(string id)
    {
        var builder = new ContractBuilder(id)
        {
            Pattern = (FeePattern)_random.Next(3),
            ByQuantity = _random.Next(2) == 0,
            InitialFee = _random.Next(50_000),
            MonthlyFee = _random.Next(10_000),
            Tax = _random.Next(3) == 0 ? (TaxCategory)_random.Next(5) : TaxCategory.Standard,
            Basis = _random.Next(4) == 0 ? PriceBasis.TaxIncluded : PriceBasis.TaxExcluded,
        };
        var quantity = _random.Next(1, 21);
        var recorded = _random.Next(days * 2 / 3);
        builder.New(quantity, Text(recorded + _random.Next(-LatestDays, LatestDays)), Text(recorded));
        for (var change = _random.Next(6); change > 0; change--)
        {
            recorded += _random.Next(1, LatestDays);
            if (recorded >= days || !Change(builder, recorded, ref quantity))
            {
                break;
            }
        }

        return builder.Build();
    }

    private bool Change(ContractBuilder builder, int recorded, ref int quantity)
    {
        var (on, changed) = (Text(recorded + _random.Next(-LatestDays, 20)), 0);
        switch (_random.Next(20))
        {
            case < 9:
                changed = _random.Next(1, 10);
                builder.Add(changed, on, Text(recorded));
                break;
            case < 16:
                changed = quantity > 1 ? -_random.Next(1, quantity) : 0;
                _ = changed == 0 ? builder : builder.Reduce(-changed, on, Text(recorded));
                break;
            case < 18:
                builder.Revise(BillingMonth.Of(first.AddDays(recorded)).AddMonths(_random.Next(3)).ToString(), _random.Next(10_000), Text(recorded));
                break;
            default:
                builder.Cancel(on, Text(recorded));
                return false;
        }

        quantity += changed;
        return true;
    }

    private string Text(int day) => first.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
