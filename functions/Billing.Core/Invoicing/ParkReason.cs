namespace Billing.Core.Invoicing;

/// <summary>Why a contract is not billed at all until a person repairs it.</summary>
public enum ParkReason
{
    /// <summary>Thirteen or more service months are unbilled (design §5 no. 1).</summary>
    TooManyUnbilledMonths,

    /// <summary>Its history cannot be billed by.</summary>
    BrokenHistory,
}
