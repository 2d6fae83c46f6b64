namespace Billing.Adapters.Storage.Tables;

internal enum TableUpdateMode
{
    /// <summary>Properties that are not sent stay as they are.</summary>
    Merge,

    /// <summary>Properties that are not sent are removed.</summary>
    Replace,
}
