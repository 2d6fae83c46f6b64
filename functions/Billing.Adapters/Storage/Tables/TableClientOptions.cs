using Billing.Adapters.Storage.Pipeline;

namespace Billing.Adapters.Storage.Tables;

internal sealed class TableClientOptions(TimeProvider time) : StorageClientOptions(time)
{
    public const string ServiceVersion = "2019-02-02";
}
