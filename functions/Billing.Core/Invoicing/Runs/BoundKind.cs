namespace Billing.Core.Invoicing.Runs;

/// <summary>Which bound a run breaks.</summary>
public enum BoundKind
{
    /// <summary>The sum of invoices and credits, tax included, in yen.</summary>
    Total,

    /// <summary>The number of invoices.</summary>
    Count,

    /// <summary>There is no run before it.</summary>
    FirstRun,
}
