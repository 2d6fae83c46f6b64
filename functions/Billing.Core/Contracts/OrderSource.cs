namespace Billing.Core.Contracts;

/// <summary>受注経路: how an order came.</summary>
public enum OrderSource
{
    /// <summary>Web: also what a customer orders by itself (B41).</summary>
    Web,

    /// <summary>電話.</summary>
    Phone,

    /// <summary>FAX.</summary>
    Fax,

    /// <summary>郵送・メール.</summary>
    Mail,
}
