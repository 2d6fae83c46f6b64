using System.Buffers;
using System.Text;
using System.Text.Json;

using Azure;

namespace Billing.Adapters.Storage.Tables;

/// <summary>
/// An entity-group transaction as a <c>multipart/mixed</c> body (Learn, "Performing entity group transactions"). What the service would
/// refuse as a whole is refused here.
/// </summary>
internal sealed class TableBatch
{
    public const string ContentType = "multipart/mixed; boundary=" + BatchBoundary;
    public const int MaxActions = 100;
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    // Row contents are JSON on one line, so that no content can look like a boundary.
    private const string BatchBoundary = "batch_7d1f0c";
    private const string ChangesetBoundary = "changeset_7d1f0c";

    private readonly ArrayBufferWriter<byte> _body = new();

    private TableBatch(int count) => Count = count;

    public int Count { get; }

    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    public static TableBatch Create(Uri endpoint, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        Check(actions);
        var batch = new TableBatch(actions.Count);
        batch.Text($"--{BatchBoundary}\r\nContent-Type: multipart/mixed; boundary={ChangesetBoundary}\r\n\r\n");
        for (var index = 0; index < actions.Count; index++)
        {
            batch.Append(endpoint, table, actions[index], index);
            if (batch._body.WrittenCount > MaxBodyBytes)
            {
                break; // no need to write out what is refused anyway
            }
        }

        batch.Text($"--{ChangesetBoundary}--\r\n--{BatchBoundary}--\r\n");
        return batch._body.WrittenCount <= MaxBodyBytes ? batch : throw Refused(
            413, TableErrorCode.RequestBodyTooLarge, $"The transaction takes more than {MaxBodyBytes} bytes.", null);
    }

    private static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > MaxActions)
        {
            throw Refused(400, TableErrorCode.InvalidInput, $"The transaction has {actions.Count} actions; 1 to {MaxActions} were expected.", null);
        }

        var rows = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < actions.Count; index++)
        {
            var entity = actions[index].Entity;
            if (!string.Equals(entity.PartitionKey, actions[0].Entity.PartitionKey, StringComparison.Ordinal))
            {
                throw Refused(
                    400, TableErrorCode.CommandsInBatchActOnDifferentPartitions, $"Action {index} is of another partition than the first.", index);
            }

            if (!rows.Add(entity.RowKey))
            {
                throw Refused(400, TableErrorCode.InvalidDuplicateRow, $"Action {index} is the second one on its row.", index);
            }

            CheckRow(entity, index);
        }
    }

    private static void CheckRow(TableEntity entity, int index)
    {
        try
        {
            TableRules.CheckEntity(entity);
        }
        catch (RequestFailedException refused)
        {
            throw new TableTransactionFailedException(refused, index);
        }
    }

    private static TableTransactionFailedException Refused(int status, string code, string message, int? index) =>
        new(new RequestFailedException(status, message, code, innerException: null), index);

    private void Append(Uri endpoint, string table, TableTransactionAction action, int index)
    {
        var entity = action.Entity;
        var path = action.ActionType == TableTransactionActionType.Add ? table : TableRest.RowPath(table, entity.PartitionKey, entity.RowKey);
        Text($"--{ChangesetBoundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: {index + 1}\r\n\r\n");
        Text($"{Method(action.ActionType)} {StorageEndpoint.Join(endpoint, path)} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\n");
        Text("Prefer: return-no-content\r\nDataServiceVersion: 3.0;\r\n");
        if (action.ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete)
        {
            Text($"If-Match: {Version(action):H}\r\n");
        }

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Text("\r\n\r\n");
            return;
        }

        Text("Content-Type: application/json\r\n\r\n");
        using (var json = new Utf8JsonWriter(_body, EntityJsonWriter.Options))
        {
            EntityJsonWriter.Write(json, entity);
        }

        Text("\r\n");
    }

    private static ETag Version(TableTransactionAction action) =>
        action.ETag != default ? action.ETag : action.Entity.ETag != default ? action.Entity.ETag : ETag.All;

    private static string Method(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.Delete => "DELETE",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an action of a transaction."),
    };

    private void Text(string text) => Encoding.UTF8.GetBytes(text, _body);
}
