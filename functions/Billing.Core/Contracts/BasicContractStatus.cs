namespace Billing.Core.Contracts;

/// <summary>The state of a basic contract. It only goes forward, and only 作成中 is changed by a person (B19).</summary>
public enum BasicContractStatus
{
    /// <summary>作成中 (B16).</summary>
    Draft,

    /// <summary>販売予定 (B18): on sale from its date on.</summary>
    Scheduled,

    /// <summary>販売中 (B15, B17): its products can be ordered.</summary>
    OnSale,
}
