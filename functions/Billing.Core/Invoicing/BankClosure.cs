namespace Billing.Core.Invoicing;

/// <summary>Where a due date goes that is not a bank business day.</summary>
public enum BankClosure
{
    /// <summary>翌営業日.</summary>
    NextBusinessDay,

    /// <summary>前営業日.</summary>
    PreviousBusinessDay,

    /// <summary>It stays.</summary>
    Unmoved,
}
