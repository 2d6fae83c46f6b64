using System.Collections.Concurrent;
using Billing.Adapters.Apps;
using Billing.Adapters.Http;
using Billing.Core.Apps;
using Billing.Core.Transactions;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Kintone;

/// <summary>A kintone app as the rules see it: joined reads, batched write-backs, a check of its form.</summary>
internal sealed class KintoneApp : ILowCodeApp
{
    /// <summary>More codes than an app has fields (500): the memory of their types stays bounded.</summary>
    private const int MostFields = 1_000;

    private readonly AppSettings _settings;
    private readonly KintoneClient _client;
    private readonly KintoneReads _reads;
    private readonly KintoneWrites _writes;
    private readonly KintoneMapping _mapping;
    private readonly ConcurrentDictionary<string, string> _types = new();

    public KintoneApp(AppSettings settings, ServiceCaller caller, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _client = new KintoneClient(caller, settings);
        _reads = new KintoneReads(_client, settings, time, logger);
        _writes = new KintoneWrites(_client, _reads, settings, time, logger);
        _mapping = new KintoneMapping(settings);
    }

    public AppKey Key => _settings.Key;

    public string AppId => _settings.AppId;

    public async Task<AppRecord?> ReadAsync(string recordId, CancellationToken cancellationToken)
    {
        // What cannot be an id of kintone's (a forged webhook) names no record and costs no request.
        if (!KintoneRecord.IsId(recordId) || await _reads.ReadAsync(recordId, cancellationToken) is not { } record)
        {
            return null;
        }

        RememberTypes(record);
        return _mapping.Map(record);
    }

    public async Task<WriteBackResult> WriteAsync(
        string recordId, long revision, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var fields = values.Where(value => _settings.Fields.ContainsKey(value.Key)).ToDictionary(
            value => _settings.Fields[value.Key],
            value => KintoneWriteValues.ForField(_types.GetValueOrDefault(_settings.Fields[value.Key]), value.Value));
        if (fields.Count == 0)
        {
            // Nothing of it is mapped: the record stays as it was read.
            return new WriteBackResult.Written(revision);
        }

        return KintoneRecord.IsId(recordId)
            ? await _writes.WriteAsync(new KintoneWrite(recordId, revision, fields), cancellationToken)
            : new WriteBackResult.Gone();
    }

    public Task<IReadOnlyList<string>> CheckFormAsync(CancellationToken cancellationToken) =>
        new KintoneFormCheck(_client, _settings).RunAsync(cancellationToken);

    private void RememberTypes(KintoneRecord record)
    {
        foreach (var code in AppMeanings.Written.Where(_settings.Fields.ContainsKey).Select(meaning => _settings.Fields[meaning]))
        {
            if (record.Find(code) is { } value && _types.Count < MostFields)
            {
                _types[code] = value.Type;
            }
        }
    }
}
