namespace Billing.Core.OpenItems;

/// <summary>Which way a confirmed document goes on, by the customer's payment method (B42): one of them, never both (design §3).</summary>
public enum OpenItemRoute
{
    /// <summary>消込: the customer pays us, and payments are matched with the item.</summary>
    Reconciliation,

    /// <summary>取引: a transaction of the provider named in the item; the provider pays us.</summary>
    Provider,
}
