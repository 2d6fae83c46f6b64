using System.Globalization;

using Billing.Core.Catalogue;
using Billing.Core.Validation;

namespace Billing.Core.Contracts;

/// <summary>What a basic contract must be, and how its sale begins (B14 to B20).</summary>
public static class BasicContractRules
{
    /// <summary>So many products are offered by one basic contract.</summary>
    public const int MostProducts = 500;

    private const int LongestName = 100;
    private const int LongestNotes = 2000;
    private const int MostYearsAhead = 5;

    /// <summary>B14, B20: 内容は編集できる, in every state by the same rules. What is wrong, by field.</summary>
    public static IReadOnlyList<FieldError> Validate(BasicContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var errors = new FieldErrors();
        errors.Text("name", contract.Name, LongestName);
        errors.OptionalText("notes", contract.Notes, LongestNotes, lines: true);
        errors.Range("productIds", contract.Products.Count, 1, MostProducts);
        var seen = new HashSet<ProductId>();
        for (var index = 0; index < Math.Min(contract.Products.Count, MostProducts); index++)
        {
            if (!seen.Add(contract.Products[index]))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"productIds[{index}]"), "duplicate", "商品が重複しています。", "The product is listed twice.");
            }
        }

        return errors.All;
    }

    /// <summary>B15: 「すぐに販売開始」→ 販売中. B17: 作成中 → 販売中, dated today. Null when its status is fixed (B19).</summary>
    public static BasicContract? StartNow(BasicContract contract, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return CanChangeStatus(contract) ? contract with { Status = BasicContractStatus.OnSale, SaleStart = today } : null;
    }

    /// <summary>B18: 作成中 → 販売予定（販売開始日を指定）. Null when its status is fixed (B19). <see cref="ValidateSchedule"/> comes first.</summary>
    public static BasicContract? Schedule(BasicContract contract, DateOnly saleStart)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return CanChangeStatus(contract) ? contract with { Status = BasicContractStatus.Scheduled, SaleStart = saleStart } : null;
    }

    /// <summary>B18: the date lies ahead; from today on there is nothing to schedule (B17).</summary>
    public static IReadOnlyList<FieldError> ValidateSchedule(DateOnly saleStart, DateOnly today)
    {
        var errors = new FieldErrors();
        if (saleStart <= today || saleStart > today.AddYears(MostYearsAhead))
        {
            errors.Add(
                "saleStart", "out_of_range", $"販売開始日は明日から{MostYearsAhead}年以内にしてください。本日からの場合は「すぐに販売開始」です。",
                $"The sale starts tomorrow at the earliest and within {MostYearsAhead} years. To start today, start it now.");
        }

        return errors.All;
    }

    /// <summary>B18: what the timer writes down when the date has come; null when there is nothing to write.</summary>
    public static BasicContract? Settle(BasicContract contract, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.StatusOn(today) is var status && status != contract.Status ? contract with { Status = status } : null;
    }

    /// <summary>B19: ステータスを変更できるのは作成中のみ.</summary>
    private static bool CanChangeStatus(BasicContract contract) => contract.Status == BasicContractStatus.Draft;
}
