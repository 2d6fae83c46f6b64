using System.Globalization;

using Azure;

using Billing.Adapters.Storage.Pipeline;

namespace Billing.Adapters.Storage.Tables;

/// <summary>
/// Reads the answer to an entity-group transaction: one part for each action when it was done, or one part with the error. The error's
/// text begins with the index of the action that failed.
/// </summary>
internal static class TableBatchReader
{
    public static IReadOnlyList<Response> Read(Response response, int expected)
    {
        var parts = Parts(response.Content.ToString());
        if (parts.Find(part => part.Status >= 400) is { } failed)
        {
            throw Failure(failed);
        }

        return parts.Count == expected
            ? parts
            : throw new InvalidDataException($"The table service answered {parts.Count} parts to a transaction of {expected} actions.");
    }

    private static List<TablePartResponse> Parts(string text)
    {
        var parts = new List<TablePartResponse>();
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].TrimEnd('\r');
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                parts.Add(Part(line, lines, ref index));
            }
        }

        return parts;
    }

    private static TablePartResponse Part(string statusLine, string[] lines, ref int index)
    {
        var status = int.Parse(statusLine.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string line;
        while (++index < lines.Length && (line = lines[index].TrimEnd('\r')).Length > 0)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        var body = "";
        while (index + 1 < lines.Length && !(line = lines[index + 1].TrimEnd('\r')).StartsWith("--", StringComparison.Ordinal))
        {
            body += line;
            index++;
        }

        return new TablePartResponse(status, statusLine.Length > 13 ? statusLine[13..] : "", headers, body);
    }

    private static TableTransactionFailedException Failure(TablePartResponse part)
    {
        var (code, message) = StorageFailure.JsonError(part.Body);
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        int? index = colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
        var place = index is null ? "without saying where" : string.Create(CultureInfo.InvariantCulture, $"at action {index}");
        var cause = new RequestFailedException(
            part.Status, $"The table service refused the transaction with {part.Status} {code ?? part.ReasonPhrase}, {place}.", code, innerException: null);
        return new TableTransactionFailedException(cause, index);
    }
}
