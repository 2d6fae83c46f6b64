namespace Billing.Core.Customers;

/// <summary>How a customer is reached.</summary>
public enum Channel
{
    Email,
    Sms,
    Line,

    /// <summary>郵送.</summary>
    Post,
}
