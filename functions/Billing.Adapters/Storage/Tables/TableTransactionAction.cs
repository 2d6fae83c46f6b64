using Azure;

namespace Billing.Adapters.Storage.Tables;

/// <summary>One operation of an entity-group transaction.</summary>
internal sealed class TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag = default)
{
    public TableTransactionActionType ActionType { get; } = actionType;

    public TableEntity Entity { get; } = entity;

    /// <summary>For updates and deletes; when left out, the entity's own, and where it has none, any.</summary>
    public ETag ETag { get; } = etag;
}
