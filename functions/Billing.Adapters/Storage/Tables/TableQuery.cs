using System.Runtime.CompilerServices;
using System.Text.Json;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Tables;

/// <summary>The rows of a query, a page of at most 1,000 at a time; the service may end a page early, also with no rows in it.</summary>
internal sealed class TableQuery<T>(
    TableRest rest, string table, string? filter, int? maxPerPage, string? select, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : TableEntity, new()
{
    private const int MaxPageSize = 1000;
    private const string NextPartitionKey = "x-ms-continuation-NextPartitionKey";
    private const string NextRowKey = "x-ms-continuation-NextRowKey";

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    public override IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        RowsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    private async IAsyncEnumerable<T> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken);
        await foreach (var page in PagesAsync(null, maxPerPage, either.Token))
        {
            foreach (var row in page.Values)
            {
                yield return row;
            }
        }
    }

    private async IAsyncEnumerable<Page<T>> PagesAsync(
        string? continuation, int? size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var response = await rest.SendAsync(PageMessage(continuation, size), cancellationToken, 200);
            continuation = Continuation(response);
            yield return Page<T>.FromValues(Rows(response), continuation, response);
        }
        while (continuation is not null);
    }

    private HttpMessage PageMessage(string? continuation, int? size)
    {
        var message = rest.Message(RequestMethod.Get, table + "()");
        var uri = message.Request.Uri;
        if (size is { } top)
        {
            uri.AppendQuery("$top", Math.Clamp(top, 1, MaxPageSize).ToString(System.Globalization.CultureInfo.InvariantCulture), escapeValue: false);
        }

        if (filter is not null)
        {
            uri.AppendQuery("$filter", filter, escapeValue: true);
        }

        if (select is not null)
        {
            uri.AppendQuery("$select", select, escapeValue: true);
        }

        if (continuation is not null)
        {
            AppendContinuation(uri, continuation);
        }

        return message;
    }

    // The two parts of a token are escaped and joined by a space; the second can be missing.
    private static string? Continuation(Response response)
    {
        if (!response.Headers.TryGetValue(NextPartitionKey, out var partition))
        {
            return null;
        }

        var row = response.Headers.TryGetValue(NextRowKey, out var key) ? key : "";
        return $"{Uri.EscapeDataString(partition)} {Uri.EscapeDataString(row)}";
    }

    private static void AppendContinuation(RequestUriBuilder uri, string continuation)
    {
        var parts = continuation.Split(' ');
        if (parts.Length != 2)
        {
            throw new ArgumentException("Not a continuation token of a table query.", nameof(continuation));
        }

        uri.AppendQuery("NextPartitionKey", parts[0], escapeValue: false);
        if (parts[1].Length > 0)
        {
            uri.AppendQuery("NextRowKey", parts[1], escapeValue: false);
        }
    }

    private static List<T> Rows(Response response)
    {
        using var document = JsonDocument.Parse(response.Content);
        var rows = document.RootElement.GetProperty("value");
        var read = new List<T>(rows.GetArrayLength());
        foreach (var row in rows.EnumerateArray())
        {
            read.Add(EntityJsonReader.Read<T>(row));
        }

        return read;
    }
}
