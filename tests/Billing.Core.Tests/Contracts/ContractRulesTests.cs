using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;

using static Billing.Core.Tests.Contracts.OrderSamples;

namespace Billing.Core.Tests.Contracts;

public sealed class ContractRulesTests
{
    [Fact]
    public void B28_Edit_ChangesNameAndNotesAlone()
    {
        var contract = Contract();
        var edited = ContractRules.Edit(contract, " 本社 ", "備考");

        Assert.Equal(contract with { Notes = "備考", Contract = contract.Contract with { Name = "本社" } }, edited);
        Assert.Empty(ContractRules.ValidateEdit("本社", null));
        Assert.Equal(["name", "notes"], ContractRules.ValidateEdit("", new string('a', 2001)).Select(error => error.Field));
    }

    [Theory]
    [InlineData("2026-12", null, null)]
    [InlineData("2026-09", "2026-08", null)]
    [InlineData("2026-08", "2026-08", "month_billed")]
    [InlineData("2026-07", "2026-08", "month_billed")]
    public void CheckRevision_FromAMonthNotYetBilled(string from, string? billedThrough, string? code) =>
        Assert.Equal(code, ContractRules.CheckRevision(Contract(start: "2026-07-01"), Month(from), billedThrough is null ? null : Month(billedThrough))?.Code);

    [Fact]
    public void CheckRevision_OfWhatHasNotBegunOrHasEnded_IsRefused()
    {
        Assert.Equal(OrderRefusal.NotYetBegun, ContractRules.CheckRevision(Ordered().Contract, Month("2027-01"), null));
        Assert.Equal(OrderRefusal.NeverBegan, ContractRules.CheckRevision(OrderRules.Release(Ordered().Contract), Month("2027-01"), null));
        var ended = After(Contract(), OrderKind.Cancel, 0, "2027-03-31");
        Assert.Null(ContractRules.CheckRevision(ended, Month("2027-03"), null));
        Assert.Equal(OrderRefusal.Ended, ContractRules.CheckRevision(ended, Month("2027-04"), null));
    }

    [Fact]
    public void ValidateRevision_ChangesAMonthlyFeeThatThereIs()
    {
        Assert.Empty(ContractRules.ValidateRevision(Contract(), Revision("2027-01", 0)));
        Assert.Equal(["from", "monthlyFee"], ContractRules.ValidateRevision(Contract(), Revision("2014-03", -1)).Select(error => error.Field).Order());
        Assert.Equal("not_in_pattern", Assert.Single(ContractRules.ValidateRevision(Contract(product: Product() with { Pattern = FeePattern.InitialOnly }), Revision("2027-01", 5))).Code);
    }

    [Fact]
    public void Revise_KeepsTheTermsAndTheFormerRevisions()
    {
        var contract = ContractRules.Revise(ContractRules.Revise(Contract(), Revision("2027-01", 1000)), Revision("2027-05", 900));

        Assert.Equal(new Yen(1200), contract.Contract.Terms.MonthlyFee);
        Assert.Equal([1000, 900], contract.Contract.Revisions.Select(revision => revision.MonthlyFee.Amount));
    }

    [Fact]
    public void ValidateRepair_NeedsAReasonAndAMonth()
    {
        Assert.Empty(ContractRules.ValidateRepair(Repair("承認済み", "2026-10")));
        Assert.Equal(["month", "reason"], ContractRules.ValidateRepair(Repair(" ", "2099-10")).Select(error => error.Field).Order());
    }

    [Fact]
    public void Repair_IsKeptForEachRunToSee()
    {
        var repaired = ContractRules.Repair(Contract(), Repair("承認済み", "2026-10"));

        Assert.Equal("承認済み", Assert.Single(repaired.Contract.Repairs).Reason);
        Assert.Null(ContractRules.CheckRepair(repaired));
        Assert.Equal(OrderRefusal.NotYetBegun, ContractRules.CheckRepair(Ordered().Contract));
    }

    [Fact]
    public void Decisions_OfAContract_AreBounded()
    {
        var contract = Contract();
        var full = contract with
        {
            Contract = contract.Contract with
            {
                Revisions = [.. Enumerable.Repeat(Revision("2027-01", 1), 200)],
                Repairs = [.. Enumerable.Repeat(Repair("x", "2026-10"), 200)],
            },
        };

        Assert.Equal(OrderRefusal.TooManyDecisions, ContractRules.CheckRevision(full, Month("2027-01"), null));
        Assert.Equal(OrderRefusal.TooManyDecisions, ContractRules.CheckRepair(full));
    }

    private static PriceRevision Revision(string from, long fee) => new(Month(from), new Yen(fee), Now);

    private static BillingRepair Repair(string reason, string month) => new(BillingRepairKind.ApproveBackBilling, Month(month), "system", reason, Now);

    private static BillingMonth Month(string text) => BillingMonth.Parse(text);
}
