using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing.Examples;

/// <summary>What an example gives: contracts, settings and the runs that take place.</summary>
internal static class ExampleInput
{
    public static Contract[] Contracts(Example example) =>
        [.. example.Rows(ExampleTables.Contracts).Select(row => Contract(example, row))];

    public static InvoicingSettings Settings(Example example) => new()
    {
        Rounding = example.Setting("Rounding") switch
        {
            null => TaxRounding.Floor,
            "ceiling" => TaxRounding.Ceiling,
            "half up" => TaxRounding.HalfUp,
            var other => throw Unknown(example, other),
        },
    };

    public static IEnumerable<BillingMonth> Runs(Example example)
    {
        var ends = example.Setting("Runs")!.Split(" to ");
        var missed = example.Setting("Missed")?.Split(", ").Select(BillingMonth.Parse).ToHashSet() ?? [];
        var (first, last) = (BillingMonth.Parse(ends[0]), BillingMonth.Parse(ends[1]));
        return Enumerable.Range(0, last.MonthsSince(first) + 1).Select(first.AddMonths).Where(month => !missed.Contains(month));
    }

    private static Contract Contract(Example example, string[] row)
    {
        var builder = new ContractBuilder(row[0])
        {
            Pattern = row[1] switch
            {
                "initial and monthly" => FeePattern.InitialAndMonthly,
                "monthly only" => FeePattern.MonthlyOnly,
                "initial only" => FeePattern.InitialOnly,
                _ => throw Unknown(example, row[1]),
            },
            InitialFee = Number(row[2]),
            MonthlyFee = Number(row[3]),
            ByQuantity = row[4] switch { "ON" => true, "OFF" => false, _ => throw Unknown(example, row[4]) },
            Tax = row[5] switch
            {
                "standard" => TaxCategory.Standard,
                "reduced" => TaxCategory.Reduced,
                "exempt" => TaxCategory.Exempt,
                "out of scope" => TaxCategory.OutOfScope,
                "export exempt" => TaxCategory.ExportExempt,
                _ => throw Unknown(example, row[5]),
            },
            Basis = row[6] switch { "税抜" => PriceBasis.TaxExcluded, "税込" => PriceBasis.TaxIncluded, _ => throw Unknown(example, row[6]) },
        };
        AddHistory(example, row[0], builder);
        return builder.Build();
    }

    private static void AddHistory(Example example, string id, ContractBuilder builder)
    {
        foreach (var order in example.Rows(ExampleTables.Orders).Where(order => order[0] == id))
        {
            var (quantity, on, recorded) = ((int)Number(order[2]), order[3], order[4].Length == 0 ? null : order[4]);
            _ = order[1] switch
            {
                "new" => builder.New(quantity, on, recorded),
                "add" => builder.Add(quantity, on, recorded),
                "reduce" => builder.Reduce(quantity, on, recorded),
                "cancel" => builder.Cancel(on, recorded),
                _ => throw Unknown(example, order[1]),
            };
        }

        foreach (var revision in example.Rows(ExampleTables.Revisions).Where(revision => revision[0] == id))
        {
            builder.Revise(revision[2], Number(revision[1]), revision[3]);
        }

        foreach (var repair in example.Rows(ExampleTables.Repairs).Where(repair => repair[0] == id))
        {
            var kind = repair[1] switch
            {
                "approve up to" => BillingRepairKind.ApproveBackBilling,
                "waive before" => BillingRepairKind.Waive,
                _ => throw Unknown(example, repair[1]),
            };
            builder.Repair(kind, repair[2], repair[3]);
        }
    }

    private static long Number(string cell) =>
        cell.Length == 0 ? 0 : long.Parse(cell, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static FormatException Unknown(Example example, string text) => new($"{example.Title}: '{text}' is not known here.");
}
