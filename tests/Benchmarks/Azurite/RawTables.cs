using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Benchmarks.Azurite;

/// <summary>
/// The baseline of every storage figure: the table service's REST interface with nothing between, so that what it does a second is what
/// this machine's Azurite can do. Shared key (lite), JSON without metadata, no echo of what was written, no retry.
/// </summary>
internal sealed class RawTables : IDisposable
{
    private const string Account = "devstoreaccount1";
    private readonly HttpClient _http;
    private readonly byte[] _key;

    public RawTables(Uri tableEndpoint, string accountKey, int connections)
    {
        _key = Convert.FromBase64String(accountKey);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false })
        {
            BaseAddress = new Uri(tableEndpoint.GetLeftPart(UriPartial.Authority)),
        };
    }

    public Task CreateTableAsync(string table) =>
        SendAsync("Tables", "application/json", $$"""{"TableName":"{{table}}"}""", HttpStatusCode.NoContent);

    public Task InsertAsync(string table, string entityJson) =>
        SendAsync(table, "application/json", entityJson, HttpStatusCode.NoContent);

    /// <summary>One entity-group transaction that inserts or replaces every entity; all of one partition.</summary>
    public async Task CommitAsync(string table, IReadOnlyList<(string PartitionKey, string RowKey, string Json)> entities)
    {
        var body = new StringBuilder("--batch_b\r\nContent-Type: multipart/mixed; boundary=changeset_c\r\n\r\n");
        foreach (var (partitionKey, rowKey, json) in entities)
        {
            body.Append("--changeset_c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPUT ")
                .Append(_http.BaseAddress).Append(Account).Append('/').Append(table)
                .Append("(PartitionKey='").Append(partitionKey).Append("',RowKey='").Append(rowKey)
                .Append("') HTTP/1.1\r\nContent-Type: application/json\r\nAccept: application/json;odata=nometadata\r\nPrefer: return-no-content\r\nDataServiceVersion: 3.0;\r\n\r\n")
                .Append(json).Append("\r\n");
        }

        body.Append("--changeset_c--\r\n--batch_b--\r\n");
        var answer = await SendAsync("$batch", "multipart/mixed; boundary=batch_b", body.ToString(), HttpStatusCode.Accepted);
        if (answer.Split("HTTP/1.1 204").Length - 1 != entities.Count)
        {
            throw new InvalidOperationException($"The transaction of {entities.Count} rows was answered with: {answer}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> SendAsync(string resource, string contentType, string body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{Account}/{resource}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(
            HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{date}\n/{Account}/{Account}/{resource}")));
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKeyLite", $"{Account}:{signature}");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2019-02-02");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=nometadata");
        request.Headers.TryAddWithoutValidation("Prefer", "return-no-content");
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.StatusCode == expected
            ? answer
            : throw new InvalidOperationException($"{resource} was answered {(int)response.StatusCode}, {(int)expected} was expected: {answer}");
    }
}
