namespace Billing.Sandbox.NpAtobarai;

/// <summary>Credit steered by the order's data (providers.md §3 rule 4). The first rule that applies decides.</summary>
internal static class CreditRules
{
    public const long MaxAmount = 55_000;

    public static CreditResult Decide(NpOrder order) => order switch
    {
        { BilledAmount: > MaxAmount } => new CreditResult(NpCodes.Ng, NpCodes.NgAmount),
        _ when order.Customer.Name.Contains("ＮＧ", StringComparison.Ordinal) => new CreditResult(NpCodes.Ng, NpCodes.NgOther),
        _ when order.Customer.Address.EndsWith("不備", StringComparison.Ordinal) => new CreditResult(NpCodes.Hold, Hold: [NpCodes.HoldAddress]),
        _ when order.Customer.Tel.Replace("-", "", StringComparison.Ordinal).EndsWith("0000", StringComparison.Ordinal) => new CreditResult(NpCodes.Hold, Hold: [NpCodes.HoldPhone]),
        _ when order.Customer.Name.Contains("審査", StringComparison.Ordinal) => new CreditResult(NpCodes.Pending),
        _ => new CreditResult(NpCodes.Ok),
    };
}
