using System.Text.Json;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Tables;

/// <summary>The tables of one storage account.</summary>
internal sealed class TableServiceClient(StorageConnection connection, TableClientOptions options)
{
    private readonly TableRest _rest = new(connection, options);

    public Uri Uri => _rest.Endpoint;

    public TableClient GetTableClient(string tableName)
    {
        TableRules.CheckTableName(tableName);
        return new TableClient(_rest, tableName);
    }

    /// <summary>Makes the table, or finds it made.</summary>
    /// <returns>False when it was there already.</returns>
    public async Task<bool> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        TableRules.CheckTableName(tableName);
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = tableName });
        var message = TableRest.WithBody(_rest.Message(RequestMethod.Post, "Tables"), body, "application/json");
        try
        {
            await _rest.SendAsync(message, cancellationToken, 201, 204);
            return true;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == TableErrorCode.TableAlreadyExists)
        {
            return false;
        }
    }

    /// <exception cref="RequestFailedException"><c>ResourceNotFound</c> or <c>TableNotFound</c>: there is no such table.</exception>
    public async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        TableRules.CheckTableName(tableName);
        return await _rest.SendAsync(_rest.Message(RequestMethod.Delete, $"Tables('{tableName}')"), cancellationToken, 204);
    }
}
