namespace Billing.Core.Transactions.Ports;

/// <summary>A list's cursor was not made by that list: cut off, changed, or of another query.</summary>
public sealed class InvalidCursorException() : Exception("The cursor is not one of this list; begin again without a cursor.")
{
    /// <summary>The stable code for whoever asked.</summary>
    public const string Code = "invalid_cursor";
}
