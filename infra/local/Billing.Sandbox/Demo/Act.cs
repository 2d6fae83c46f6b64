namespace Billing.Sandbox.Demo;

/// <summary>The demo's acts. NP's clock moves between them, once for all stories.</summary>
internal enum Act
{
    /// <summary>Orders are entered, checked, corrected, and invoices requested.</summary>
    Order,

    /// <summary>The next business day: NP has issued.</summary>
    Issue,

    /// <summary>The following half-month: NP has advanced.</summary>
    Advance,

    /// <summary>The buyer pays.</summary>
    Pay,
}
