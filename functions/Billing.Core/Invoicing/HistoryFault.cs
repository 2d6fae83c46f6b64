namespace Billing.Core.Invoicing;

/// <summary>What is wrong with a contract's history, so that nothing can be billed by it. The rules of orders refuse each of these; billing does not rely on that.</summary>
public enum HistoryFault
{
    /// <summary>The first order is not the new one, or another new one follows.</summary>
    NotOneNewOrder,

    /// <summary>An order other than a cancellation has no positive quantity.</summary>
    NoQuantity,

    /// <summary>Two cancellations.</summary>
    CancelledTwice,

    /// <summary>From some day on nothing would be left without a cancellation (B23, design §5 no. 3).</summary>
    ReducedToZero,

    /// <summary>Billing starts before April 2014, the first month whose tax rates are known.</summary>
    BeforeKnownRates,

    /// <summary>The ledger has entries although no order is known.</summary>
    BilledWithoutOrder,
}
