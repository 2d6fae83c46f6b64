using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Testing;

/// <summary>
/// The table service's REST interface with shared key (lite) and nothing of the app's between: what tests put into a store and what they find in it.
/// </summary>
public sealed class AzuriteTables(Uri endpoint, string account, string key) : IDisposable
{
    private const int LargestBatch = 100;
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    public async Task DeleteAllAsync()
    {
        var (text, _) = await SendAsync(HttpMethod.Get, "Tables", "", null);
        foreach (var table in JsonNode.Parse(text)!["value"]!.AsArray())
        {
            await SendAsync(HttpMethod.Delete, $"Tables('{table!["TableName"]}')", "", null);
        }
    }

    /// <summary>Inserts or replaces rows of one partition, a hundred in a transaction.</summary>
    public async Task PutAsync(string table, string partition, IReadOnlyList<(string Row, JsonObject Columns)> rows)
    {
        foreach (var some in rows.Chunk(LargestBatch))
        {
            var body = new StringBuilder("--batch_b\r\nContent-Type: multipart/mixed; boundary=changeset_c\r\n\r\n");
            foreach (var (row, columns) in some)
            {
                var json = new JsonObject(columns.Select(column => KeyValuePair.Create(column.Key, column.Value?.DeepClone()))) { ["PartitionKey"] = partition, ["RowKey"] = row };
                body.Append("--changeset_c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPUT ")
                    .Append(endpoint.GetLeftPart(UriPartial.Authority)).Append(CultureInfo.InvariantCulture, $"/{account}/{table}(PartitionKey='{partition}',RowKey='{row}')")
                    .Append(" HTTP/1.1\r\nContent-Type: application/json\r\nAccept: application/json;odata=nometadata\r\nPrefer: return-no-content\r\nDataServiceVersion: 3.0;\r\n\r\n")
                    .Append(json.ToJsonString()).Append("\r\n");
            }

            body.Append("--changeset_c--\r\n--batch_b--\r\n");
            var content = new StringContent(body.ToString());
            content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=batch_b");
            var (answer, _) = await SendAsync(HttpMethod.Post, "$batch", "", content);
            if (answer.Split("HTTP/1.1 204").Length - 1 != some.Length)
            {
                throw new InvalidOperationException($"The transaction of {some.Length} rows was answered with: {answer}");
            }
        }
    }

    /// <summary>Every row of a table, in order.</summary>
    public async IAsyncEnumerable<JsonObject> RowsAsync(string table)
    {
        string? next = "";
        while (next is not null)
        {
            var (text, continuation) = await SendAsync(HttpMethod.Get, table + "()", next, null);
            foreach (var row in JsonNode.Parse(text)!["value"]!.AsArray())
            {
                yield return row!.AsObject();
            }

            next = continuation;
        }
    }

    private async Task<(string Body, string? Next)> SendAsync(HttpMethod method, string resource, string query, HttpContent? content)
    {
        var path = $"/{account}/{resource}";
        using var request = new HttpRequestMessage(method, new Uri(endpoint.GetLeftPart(UriPartial.Authority) + path + query)) { Content = content };
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{date}\n/{account}{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKeyLite", $"{account}:{Convert.ToBase64String(signature)}");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2019-02-02");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=nometadata");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? (text, Continuation(answer))
            : throw new InvalidOperationException($"{method} {resource} was answered {(int)answer.StatusCode}: {text}");
    }

    private static string? Continuation(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("x-ms-continuation-NextPartitionKey", out var partition))
        {
            return null;
        }

        var row = answer.Headers.TryGetValues("x-ms-continuation-NextRowKey", out var rows) ? rows.Single() : "";
        return $"?NextPartitionKey={Uri.EscapeDataString(partition.Single())}&NextRowKey={Uri.EscapeDataString(row)}";
    }
}
