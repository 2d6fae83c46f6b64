using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Storage;

/// <summary>
/// The table service over its REST interface: one pool of connections, shared key (lite), no echo of what was written, no retry
/// (the service is on this machine; whoever writes knows what a repeat would mean).
/// </summary>
internal sealed partial class TableStore : ITableStore, IDisposable
{
    private readonly StorageConnection _connection;
    private readonly TableSigner _signer;
    private readonly HttpClient _http;

    public TableStore(StorageConnection connection, TimeProvider time)
    {
        _connection = connection;
        _signer = new TableSigner(connection, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            MaxConnectionsPerServer = 64,
            // Below the keep-alive of the server, so that a connection is never picked while it is being closed.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        });
    }

    public async Task CreateTableAsync(string table, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "Tables", JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = table }));
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.Conflict)
        {
            throw await RefusedAsync(response, $"Creating table {table}", cancellationToken);
        }
    }

    public async Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, TableAddress.Path(table, partitionKey, rowKey));
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(response, $"Reading a row of {table}", cancellationToken);
        }

        using var json = await ReadJsonAsync(response, cancellationToken);
        return TableJson.Read(json.RootElement, response.Headers.ETag?.ToString());
    }

    public async Task<TablePage> QueryAsync(string table, TableQuery query, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"{table}()?{query.ToQueryString()}");
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(response, $"Querying {table}", cancellationToken);
        }

        using var json = await ReadJsonAsync(response, cancellationToken);
        var rows = json.RootElement.GetProperty("value").EnumerateArray().Select(row => TableJson.Read(row, etag: null)).ToList();
        return new TablePage(rows, Header(response, "x-ms-continuation-NextPartitionKey") is { } partition
            ? new TableContinuation(partition, Header(response, "x-ms-continuation-NextRowKey"))
            : null);
    }

    public async Task<string> WriteAsync(string table, TableWrite write, CancellationToken cancellationToken)
    {
        using var request = Request(
            new HttpMethod(TableBatch.Method(write)),
            TableAddress.Path(table, write),
            write.Kind == TableWriteKind.Delete ? null : TableJson.Write(write.Row));
        if (write.ETag is { } etag)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }

        using var response = await SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? response.Headers.ETag?.ToString() ?? ""
            : throw await RefusedAsync(response, $"{write.Kind} of a row of {table}", cancellationToken);
    }

    public async Task<IReadOnlyList<string>> CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(writes.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(writes.Count, ITableStore.MaxRowsPerCommit);
        using var request = Request(HttpMethod.Post, "$batch", TableBatch.Write(_connection.TableEndpoint, table, writes), TableBatch.ContentType);
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusedAsync(response, $"A transaction of {writes.Count} rows of {table}", cancellationToken);
        }

        var answers = TableBatch.Read(await response.Content.ReadAsStringAsync(cancellationToken));
        var refused = answers.FirstOrDefault(answer => !answer.IsSuccess);
        if (refused is not null)
        {
            // A service that does not number the row stops at the first one that it refuses.
            throw new TableStoreException(
                refused.Status, refused.Code, $"A transaction of {writes.Count} rows of {table}", refused.FailedIndex ?? answers.ToList().IndexOf(refused));
        }

        return answers.Count == writes.Count
            ? [.. answers.Select(answer => answer.ETag)]
            : throw new TableStoreException(
                response.StatusCode, "IncompleteAnswer", $"A transaction of {writes.Count} rows of {table} ({answers.Count} answers)");
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, ReadOnlyMemory<byte>? body = null, string contentType = "application/json")
    {
        var request = new HttpRequestMessage(method, new Uri($"{_connection.TableEndpoint}/{path}"));
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=minimalmetadata");
        request.Headers.TryAddWithoutValidation("Prefer", "return-no-content");
        request.Headers.TryAddWithoutValidation("x-ms-version", "2019-02-02");
        request.Headers.TryAddWithoutValidation("DataServiceVersion", "3.0;NetFx");
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _signer.Sign(request);
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (TaskCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"The table service did not answer within {_http.Timeout.TotalSeconds:F0} s.", late);
        }
    }

    private static async Task<JsonDocument> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));

    private static async Task<TableStoreException> RefusedAsync(HttpResponseMessage response, string operation, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var code = Header(response, "x-ms-error-code") ?? (ErrorCode().Match(body) is { Success: true } match ? match.Groups[1].Value : "Unknown");
        return new TableStoreException(response.StatusCode, code, operation);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    [GeneratedRegex(@"""code""\s*:\s*""(\w+)""")]
    private static partial Regex ErrorCode();
}
