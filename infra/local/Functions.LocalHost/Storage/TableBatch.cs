using System.Buffers;
using System.Text;

namespace Functions.LocalHost.Storage;

/// <summary>The multipart body of an entity-group transaction and its answer (Performing entity group transactions).</summary>
internal static class TableBatch
{
    public const string ContentType = "multipart/mixed; boundary=batch_host";

    /// <summary>The body. Every part repeats the whole address, as the service demands.</summary>
    public static ReadOnlyMemory<byte> Write(Uri endpoint, string table, IReadOnlyList<TableWrite> writes)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Append(buffer, "--batch_host\r\nContent-Type: multipart/mixed; boundary=changeset_host\r\n\r\n");
        foreach (var write in writes)
        {
            Append(buffer, "--changeset_host\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            Append(buffer, $"{Method(write)} {endpoint}/{TableAddress.Path(table, write)} HTTP/1.1\r\n");
            Append(buffer, "Accept: application/json;odata=minimalmetadata\r\nPrefer: return-no-content\r\nDataServiceVersion: 3.0;\r\n");
            if (write.ETag is { } etag)
            {
                Append(buffer, $"If-Match: {etag}\r\n");
            }

            if (write.Kind == TableWriteKind.Delete)
            {
                Append(buffer, "\r\n\r\n");
                continue;
            }

            Append(buffer, "Content-Type: application/json\r\n\r\n");
            TableJson.Write(write.Row, buffer);
            Append(buffer, "\r\n");
        }

        Append(buffer, "--changeset_host--\r\n--batch_host--\r\n");
        return buffer.WrittenMemory;
    }

    public static string Method(TableWrite write) => write.Kind switch
    {
        TableWriteKind.Insert => "POST",
        TableWriteKind.Merge => "MERGE",
        TableWriteKind.Delete => "DELETE",
        _ => "PUT",
    };

    /// <summary>The answers of the parts, in order.</summary>
    public static IReadOnlyList<TableBatchAnswer> Read(string answer)
    {
        const string status = "HTTP/1.1 ";
        var parts = new List<TableBatchAnswer>();
        var start = answer.IndexOf(status, StringComparison.Ordinal);
        while (start >= 0)
        {
            var next = answer.IndexOf(status, start + status.Length, StringComparison.Ordinal);
            parts.Add(TableBatchAnswer.Parse(answer[start..(next < 0 ? answer.Length : next)]));
            start = next;
        }

        return parts;
    }

    private static void Append(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);
}
