using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// Back-billing reaches twelve service months, the closed one included. A contract with more of them parks whole, until a person approves them or
/// waives the old ones (design §5 no. 1).
/// </summary>
internal static class UnbilledMonths
{
    /// <summary>Decides by the lines from <paramref name="begin"/> on, which are the contract's.</summary>
    public static ParkedContract? Park(Contract contract, List<InvoiceLine> lines, int begin, DateTimeOffset cutOff)
    {
        var approved = ApprovedThrough(contract, cutOff);
        var months = new HashSet<BillingMonth>();
        var (oldest, amount) = (lines[begin].Fee.Service, Yen.Zero);
        for (var n = begin; n < lines.Count; n++)
        {
            var line = lines[n];
            amount += line.Amount;
            if (line.Quantity > 0 && !(line.Fee.Service <= approved))
            {
                oldest = months.Count == 0 || line.Fee.Service < oldest ? line.Fee.Service : oldest;
                months.Add(line.Fee.Service);
            }
        }

        return months.Count > ContractDifference.MostUnbilledMonths
            ? new ParkedContract(contract.Id, ParkReason.TooManyUnbilledMonths, null, months.Count, oldest, amount)
            : null;
    }

    private static BillingMonth? ApprovedThrough(Contract contract, DateTimeOffset cutOff)
    {
        BillingMonth? through = null;
        foreach (var repair in contract.Repairs)
        {
            if (repair.Kind == BillingRepairKind.ApproveBackBilling && repair.RecordedAt <= cutOff && !(repair.Month <= through))
            {
                through = repair.Month;
            }
        }

        return through;
    }
}
