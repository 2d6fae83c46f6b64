using System.Text.Json;
using Billing.Adapters.Apps;
using Billing.Adapters.Http;
using Billing.Core.Apps;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Kintone;

/// <summary>
/// Reads records of one app; what is asked for within the join window becomes one query (kintone serves 10,000 requests a
/// day per app, and a bulk edit sends a webhook for each record).
/// </summary>
internal sealed class KintoneReads
{
    /// <summary>Keeps the URL far below the 8 KB that kintone takes (§3).</summary>
    public const int LargestBatch = 100;

    private readonly KintoneClient _client;
    private readonly AppSettings _settings;
    private readonly ILogger _logger;
    private readonly Joiner<string, string, KintoneRecord?> _joiner;

    public KintoneReads(KintoneClient client, AppSettings settings, TimeProvider time, ILogger logger)
    {
        _client = client;
        _settings = settings;
        _logger = logger;
        _joiner = new(settings.JoinWindow, LargestBatch, shareEqual: true, time, ReadAsync);
    }

    /// <returns>Null when the record does not exist (any more).</returns>
    public Task<KintoneRecord?> ReadAsync(string recordId, CancellationToken cancellationToken) =>
        _joiner.AddAsync(recordId, recordId, cancellationToken);

    /// <summary>One result for each id, in their order. The pipeline bounds its time.</summary>
    public async Task<IReadOnlyList<KintoneRecord?>> ReadAsync(IReadOnlyList<string> ids)
    {
        var records = ids.Count == 1 ? await ReadOneAsync(ids[0]) : await ReadManyAsync(ids);
        KintoneLog.Read(_logger, _settings.Key.Value, ids.Count, records.Count);
        return [.. ids.Select(id => records.GetValueOrDefault(id))];
    }

    private async Task<Dictionary<string, KintoneRecord>> ReadOneAsync(string id)
    {
        var answer = await _client.GetRecordAsync(id, CancellationToken.None);
        return answer switch
        {
            KintoneAnswer.Ok ok when ok.Body.TryGetProperty("record", out var fields) => ById([Parse(fields)]),
            KintoneAnswer.Failed { Error.Class: KintoneErrorClass.Gone } => [],
            _ => throw Failure(answer),
        };
    }

    private async Task<Dictionary<string, KintoneRecord>> ReadManyAsync(IReadOnlyList<string> ids)
    {
        var query = KintoneQuery.Page(KintoneQuery.In("$id", ids), ids.Count);
        var answer = await _client.GetRecordsAsync(query, CancellationToken.None);
        switch (answer)
        {
            case KintoneAnswer.Ok ok when ok.Body.TryGetProperty("records", out var records) && records.ValueKind == JsonValueKind.Array:
                return ById(records.EnumerateArray().Select(Parse));
            case KintoneAnswer.TooLarge:
                // Records with much text: half as many at a time.
                var half = ids.Count / 2;
                IReadOnlyList<KintoneRecord?> parts = [.. await ReadAsync([.. ids.Take(half)]), .. await ReadAsync([.. ids.Skip(half)])];
                return ById(parts.OfType<KintoneRecord>());
            default:
                throw Failure(answer);
        }
    }

    private static Dictionary<string, KintoneRecord> ById(IEnumerable<KintoneRecord> records) => records.ToDictionary(record => record.Id);

    private static KintoneRecord Parse(JsonElement fields) =>
        KintoneRecord.Read(fields) ?? throw new LowCodeAppException("unreadable_answer", isTransient: false);

    private LowCodeAppException Failure(KintoneAnswer answer)
    {
        switch (answer)
        {
            case KintoneAnswer.Failed failed:
                KintoneLog.Refused(_logger, _settings.Key.Value, failed.Error.Code, failed.Error.Status, failed.Error.Id);
                return new LowCodeAppException(failed.Error.Code, failed.Error.IsTransient);
            case KintoneAnswer.TooLarge:
                return new LowCodeAppException("record_too_large", isTransient: false);
            default:
                return new LowCodeAppException("unreadable_answer", isTransient: false);
        }
    }
}
