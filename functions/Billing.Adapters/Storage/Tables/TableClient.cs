using System.Text.Json;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Tables;

/// <summary>
/// One table. Refusals are <see cref="RequestFailedException"/> with the service's code, also those found before sending
/// (<see cref="TableRules"/>). A retried write whose first answer was lost may be refused although it was written.
/// </summary>
internal sealed class TableClient
{
    private readonly TableRest _rest;

    internal TableClient(TableRest rest, string name) => (_rest, Name) = (rest, name);

    public string Name { get; }

    /// <summary>Makes a filter in which every value is a literal (<see cref="TableOdataFilter"/>).</summary>
    public static string CreateQueryFilter(FormattableString filter) => TableOdataFilter.Create(filter);

    /// <exception cref="RequestFailedException"><c>ResourceNotFound</c>: there is no such row.</exception>
    public async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : TableEntity, new()
    {
        var response = await _rest.SendAsync(GetMessage(partitionKey, rowKey, select), cancellationToken, 200);
        return Response.FromValue(Read<T>(response), response);
    }

    public async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : TableEntity, new()
    {
        try
        {
            return await GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken);
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == TableErrorCode.ResourceNotFound)
        {
            return new NoValueResponse<T>();
        }
    }

    /// <exception cref="RequestFailedException"><c>EntityAlreadyExists</c>.</exception>
    public async Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default)
    {
        TableRules.CheckEntity(entity);
        return await _rest.SendAsync(_rest.Message(RequestMethod.Post, Name, entity), cancellationToken, 204);
    }

    /// <param name="ifMatch">The version that must be there; <see cref="ETag.All"/> for any.</param>
    /// <exception cref="RequestFailedException"><c>UpdateConditionNotSatisfied</c>: another version is there.</exception>
    public Task<Response> UpdateEntityAsync(
        TableEntity entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        ifMatch == default
            ? throw new ArgumentException("An update needs the version that was read, or ETag.All.", nameof(ifMatch))
            : WriteAsync(entity, ifMatch, mode, cancellationToken);

    public Task<Response> UpsertEntityAsync(
        TableEntity entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync(entity, null, mode, cancellationToken);

    /// <summary>Deletes the row; the answer is 404 when there is none (any more).</summary>
    /// <param name="ifMatch">The version that must be there; left out for any.</param>
    public async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        TableRules.CheckKey("PartitionKey", partitionKey);
        TableRules.CheckKey("RowKey", rowKey);
        var message = _rest.Message(RequestMethod.Delete, TableRest.RowPath(Name, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString("H"));
        var response = await _rest.SendAsync(message, cancellationToken, 204, 404);
        return response.Status == 204 || Pipeline.StorageFailure.Code(response) == TableErrorCode.ResourceNotFound
            ? response
            : throw Pipeline.StorageFailure.Of(message.Request, response);
    }

    /// <param name="filter">From <see cref="CreateQueryFilter"/>; null for every row.</param>
    public AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : TableEntity, new() =>
        new TableQuery<T>(_rest, Name, filter, maxPerPage, select is null ? null : string.Join(',', select), cancellationToken);

    /// <summary>Writes everything or nothing: 1 to 100 rows of one partition, each at most once, at most 4 MiB.</summary>
    /// <exception cref="TableTransactionFailedException">Refused; says which action failed.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var batch = TableBatch.Create(_rest.Endpoint, Name, [.. transactionActions]);
        var message = TableRest.WithBody(_rest.Message(RequestMethod.Post, "$batch"), batch.Body, TableBatch.ContentType);
        var response = await _rest.SendAsync(message, cancellationToken, 202);
        return Response.FromValue(TableBatchReader.Read(response, batch.Count), response);
    }

    private async Task<Response> WriteAsync(TableEntity entity, ETag? ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        TableRules.CheckEntity(entity);
        var method = mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
        var message = _rest.Message(method, TableRest.RowPath(Name, entity.PartitionKey, entity.RowKey), entity);
        if (ifMatch is { } version)
        {
            message.Request.Headers.Add("If-Match", version.ToString("H"));
        }

        return await _rest.SendAsync(message, cancellationToken, 204);
    }

    private HttpMessage GetMessage(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        TableRules.CheckKey("PartitionKey", partitionKey);
        TableRules.CheckKey("RowKey", rowKey);
        var message = _rest.Message(RequestMethod.Get, TableRest.RowPath(Name, partitionKey, rowKey));
        if (select is not null)
        {
            message.Request.Uri.AppendQuery("$select", string.Join(',', select), escapeValue: true);
        }

        return message;
    }

    private static T Read<T>(Response response)
        where T : TableEntity, new()
    {
        using var document = JsonDocument.Parse(response.Content);
        var entity = EntityJsonReader.Read<T>(document.RootElement);
        if (response.Headers.ETag is { } version)
        {
            entity.ETag = version;
        }

        return entity;
    }
}
