using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Invoicing;
using Billing.Core.Money;
using Billing.Core.Validation;

namespace Billing.Core.Contracts;

/// <summary>What people may change of a contract beside ordering: name and notes (B28), the price from a month on, and repairs after it had parked.</summary>
public static class ContractRules
{
    /// <summary>So many price revisions, and so many repairs, a contract has.</summary>
    public const int MostDecisions = 200;

    private const int LongestName = 100;
    private const int LongestNotes = 2000;
    private const int LongestReason = 500;
    private const int MostMonthsAhead = 60;

    /// <summary>B28: 編集できるのは契約名と備考のみ. What is wrong, by field.</summary>
    public static IReadOnlyList<FieldError> ValidateEdit(string? name, string? notes)
    {
        var errors = new FieldErrors();
        errors.Text("name", name, LongestName);
        errors.OptionalText("notes", notes, LongestNotes, lines: true);
        return errors.All;
    }

    /// <summary>B28: nothing else changes, and nothing of what was invoiced.</summary>
    public static ContractRecord Edit(ContractRecord contract, string name, string? notes)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract with { Notes = notes, Contract = contract.Contract with { Name = name.Trim() } };
    }

    /// <summary>Design §5 no. 4: 価格改定. Only the monthly fee, and only where there is one.</summary>
    public static IReadOnlyList<FieldError> ValidateRevision(ContractRecord contract, PriceRevision revision)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(revision);
        var errors = new FieldErrors();
        errors.Range("monthlyFee", revision.MonthlyFee.Amount, 0, ProductRules.HighestFee);
        if (!ContractCharges.HasMonthlyFee(contract.Contract.Terms.Pattern))
        {
            errors.Add("monthlyFee", "not_in_pattern", "この契約に月額はありません。", "The contract has no monthly fee.");
        }

        CheckMonth(errors, "from", revision.From, revision.RecordedAt);
        return errors.All;
    }

    /// <summary>Design §5 no. 4: 未請求の月からのみ.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="from">The first month at the new fee.</param>
    /// <param name="billedThrough">The last service month that was billed; null when none was.</param>
    public static OrderRefusal? CheckRevision(ContractRecord contract, BillingMonth from, BillingMonth? billedThrough)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract switch
        {
            { Contract.Orders.Count: 0 } => contract.OpenOrder is null ? OrderRefusal.NeverBegan : OrderRefusal.NotYetBegun,
            { EndsOn: { } end } when BillingMonth.Of(end) < from => OrderRefusal.Ended,
            _ when from <= billedThrough => OrderRefusal.MonthBilled,
            { Contract.Revisions.Count: >= MostDecisions } => OrderRefusal.TooManyDecisions,
            _ => null,
        };
    }

    public static ContractRecord Revise(ContractRecord contract, PriceRevision revision)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract with { Contract = contract.Contract with { Revisions = [.. contract.Contract.Revisions, revision] } };
    }

    /// <summary>Design §5 no. 1: 保留された契約の救済 (遡及請求の承認・免除), with who and why.</summary>
    public static IReadOnlyList<FieldError> ValidateRepair(BillingRepair repair)
    {
        ArgumentNullException.ThrowIfNull(repair);
        var errors = new FieldErrors();
        errors.Defined("kind", repair.Kind);
        errors.Text("reason", repair.Reason, LongestReason);
        CheckMonth(errors, "month", repair.Month, repair.RecordedAt);
        return errors.All;
    }

    /// <summary>A contract can be repaired before it parks, when its late completion is known (<c>will_park</c>).</summary>
    public static OrderRefusal? CheckRepair(ContractRecord contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract switch
        {
            { Contract.Orders.Count: 0 } => contract.OpenOrder is null ? OrderRefusal.NeverBegan : OrderRefusal.NotYetBegun,
            { Contract.Repairs.Count: >= MostDecisions } => OrderRefusal.TooManyDecisions,
            _ => null,
        };
    }

    public static ContractRecord Repair(ContractRecord contract, BillingRepair repair)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract with { Contract = contract.Contract with { Repairs = [.. contract.Contract.Repairs, repair] } };
    }

    private static void CheckMonth(FieldErrors errors, string field, BillingMonth month, DateTimeOffset now)
    {
        var last = BillingMonth.Of(TokyoTime.DateOf(now)).AddMonths(MostMonthsAhead);
        if (month < TaxCodes.Earliest || month > last)
        {
            errors.Add(field, "out_of_range", $"{TaxCodes.Earliest}から{last}までの月にしてください。", $"A month from {TaxCodes.Earliest} to {last} was expected.");
        }
    }
}
