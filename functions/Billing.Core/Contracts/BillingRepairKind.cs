namespace Billing.Core.Contracts;

/// <summary>What a person may decide about a contract that parked because too many months of it were unbilled (design §5 no. 1).</summary>
public enum BillingRepairKind
{
    /// <summary>遡及請求の承認: months up to and including the repair's month may be billed, however many they are.</summary>
    ApproveBackBilling,

    /// <summary>請求の免除: months before the repair's month are not billed any more. What was billed stays billed, and reductions of it still come back.</summary>
    Waive,
}
