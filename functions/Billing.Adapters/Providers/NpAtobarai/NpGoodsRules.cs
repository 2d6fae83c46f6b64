using Billing.Core.Transactions;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>Whole yen, goods, and their sum. A fraction is a fault, never a rounding.</summary>
internal sealed class NpGoodsRules(NpAirProfile profile, NpFaults faults)
{
    public long Amount(decimal? total)
    {
        if (total is null)
        {
            faults.Missing(nameof(OrderContent.Total));
            return 0;
        }

        if (total <= 0)
        {
            faults.Add(nameof(OrderContent.Total), "not_positive", "が0円以下です。1円以上にしてください。", "is not above zero; expected at least 1 yen.");
        }

        return Whole(nameof(OrderContent.Total), total.Value, "円");
    }

    public IReadOnlyList<NpGoods> Goods(IReadOnlyList<OrderLine> lines)
    {
        if (lines.Count == 0)
        {
            faults.Missing(nameof(OrderContent.Lines));
        }

        if (lines.Count > profile.MostGoods)
        {
            faults.Add(nameof(OrderContent.Lines), "too_many", $"が{lines.Count}行あります。{profile.MostGoods}行以内にしてください。", $"has {lines.Count} rows; expected at most {profile.MostGoods}.");
            return [];
        }

        return [.. lines.Select(Line)];
    }

    /// <summary>Σ price × quantity must equal the billed amount (§2.3). Said only when every number of it could be read.</summary>
    public void CheckSum(decimal? total, NpOrder order)
    {
        if (total is null || order.Goods.Count == 0 || faults.Has(nameof(OrderContent.Total)) || faults.Has(nameof(OrderContent.Lines))
            || faults.Has(NpAirRules.LineUnitPrice) || faults.Has(NpAirRules.LineQuantity))
        {
            return;
        }

        // Each factor is at most LargestAmount and there are few lines: a decimal holds the sum exactly.
        var sum = order.Goods.Sum(goods => (decimal)goods.Price * goods.Quantity);
        if (sum != order.BilledAmount)
        {
            faults.Add(nameof(OrderContent.Total), "sum_differs", "が明細の合計と一致しません。明細または合計を修正してください。", "differs from the sum of the lines; correct the lines or the total.");
        }
    }

    private NpGoods Line(OrderLine line)
    {
        var name = string.IsNullOrWhiteSpace(line.Name) ? "" : NpText.Wide(line.Name);
        if (name.Length == 0)
        {
            faults.Missing(NpAirRules.LineName);
        }
        else if (!NpText.IsPrintable(name, profile.OnlyJisLetters))
        {
            faults.Letters(NpAirRules.LineName);
        }

        var length = NpText.Length(name);
        if (length > profile.GoodsNameLength)
        {
            faults.TooLong(NpAirRules.LineName, length, profile.GoodsNameLength);
        }

        return new NpGoods(name, Number(NpAirRules.LineUnitPrice, line.UnitPrice, "円"), Quantity(line.Quantity));
    }

    private long Quantity(decimal? quantity)
    {
        if (quantity <= 0)
        {
            faults.Add(NpAirRules.LineQuantity, "not_positive", "が0以下です。1以上にしてください(値引きは単価を負にします)。", "is not above zero; expected at least 1 (a discount has a negative price).");
        }

        return Number(NpAirRules.LineQuantity, quantity, "");
    }

    private long Number(string meaning, decimal? value, string unit)
    {
        if (value is { } number)
        {
            return Whole(meaning, number, unit);
        }

        faults.Missing(meaning);
        return 0;
    }

    private long Whole(string meaning, decimal value, string unit)
    {
        if (value != decimal.Truncate(value))
        {
            faults.Add(meaning, "fraction", $"に端数があります。整数{unit}にしてください。", "has a fraction; expected a whole number.");
            return 0;
        }

        if (Math.Abs(value) > profile.LargestAmount)
        {
            faults.Add(meaning, "too_large", $"が大きすぎます。{profile.LargestAmount}以下にしてください。", $"is too large; expected at most {profile.LargestAmount}.");
            return 0;
        }

        return decimal.ToInt64(value);
    }
}
