namespace Billing.Adapters.Storage;

/// <summary>How many items one page of a list may have.</summary>
internal static class PageSize
{
    public const int Max = 500;

    public static void Check(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Max);
    }
}
