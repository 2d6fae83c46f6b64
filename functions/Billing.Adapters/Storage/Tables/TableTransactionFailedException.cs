using Azure;

namespace Billing.Adapters.Storage.Tables;

/// <summary>An entity-group transaction was refused; nothing of it was written.</summary>
internal sealed class TableTransactionFailedException(RequestFailedException cause, int? failedTransactionActionIndex)
    : RequestFailedException(cause.Status, cause.Message, cause.ErrorCode, cause)
{
    /// <summary>Which action failed, from 0; null when the service did not say, or the transaction was refused as a whole.</summary>
    public int? FailedTransactionActionIndex { get; } = failedTransactionActionIndex;
}
