using System.Globalization;
using System.Text.Json;
using Billing.Adapters.Apps;
using Billing.Adapters.Http;
using Billing.Core.Apps;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Kintone;

/// <summary>
/// Writes records of one app with <c>PUT records.json</c>, which fires no webhook. What comes within the join window goes as
/// one batch; kintone takes a batch whole or not at all, so a refused one is halved until the bad record stands alone.
/// Business key of the effect: record id and revision.
/// </summary>
internal sealed class KintoneWrites
{
    /// <summary>kintone §3.1.</summary>
    public const int LargestBatch = 100;

    private readonly KintoneClient _client;
    private readonly KintoneReads _reads;
    private readonly AppSettings _settings;
    private readonly ILogger _logger;
    private readonly Joiner<string, KintoneWrite, WriteOutcome> _joiner;

    public KintoneWrites(KintoneClient client, KintoneReads reads, AppSettings settings, TimeProvider time, ILogger logger)
    {
        _client = client;
        _reads = reads;
        _settings = settings;
        _logger = logger;
        _joiner = new(settings.JoinWindow, LargestBatch, shareEqual: false, time, WriteAsync);
    }

    public async Task<WriteBackResult> WriteAsync(KintoneWrite write, CancellationToken cancellationToken)
    {
        var outcome = await _joiner.AddAsync(write.RecordId, write, cancellationToken);
        return outcome.Result ?? throw new LowCodeAppException(outcome.Failure!.Code, outcome.Failure.IsTransient, outcome.Failure);
    }

    /// <summary>One outcome for each write, in their order. At most 2n−1 calls, since each halving ends at single records.</summary>
    private async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<KintoneWrite> writes)
    {
        KintoneAnswer answer;
        try
        {
            answer = await _client.PutRecordsAsync(writes, CancellationToken.None);
        }
        catch (LowCodeAppException unavailable)
        {
            return All(writes, WriteOutcome.Failed(unavailable.Code, unavailable.IsTransient));
        }

        return answer switch
        {
            KintoneAnswer.Ok ok => ReadRevisions(writes, ok.Body),
            KintoneAnswer.Lost lost => await SettleAsync(writes, lost.Code),
            KintoneAnswer.Failed { MayHaveBeenDone: true, Error.Class: KintoneErrorClass.Conflict } failed => await SettleAsync(writes, failed.Error.Code),
            KintoneAnswer.Failed failed => await RefusedAsync(writes, failed),
            _ => await SettleAsync(writes, "answer_too_large"),
        };
    }

    private async Task<IReadOnlyList<WriteOutcome>> RefusedAsync(IReadOnlyList<KintoneWrite> writes, KintoneAnswer.Failed failed)
    {
        var error = failed.Error;
        KintoneLog.Refused(_logger, _settings.Key.Value, error.Code, error.Status, error.Id);
        if (error.IsTransient || error.Class == KintoneErrorClass.Configuration)
        {
            return All(writes, WriteOutcome.Failed(error.Code, error.IsTransient));
        }

        if (writes.Count == 1)
        {
            return [WriteOutcome.Of(Single(error))];
        }

        KintoneLog.Halved(_logger, _settings.Key.Value, writes.Count, error.Code);
        var half = writes.Count / 2;
        return [.. await WriteAsync([.. writes.Take(half)]), .. await WriteAsync([.. writes.Skip(half)])];
    }

    private static WriteBackResult Single(KintoneError error) => error.Class switch
    {
        KintoneErrorClass.Conflict => new WriteBackResult.Conflict(),
        KintoneErrorClass.Gone => new WriteBackResult.Gone(),
        _ => new WriteBackResult.Refused(error.Code),
    };

    /// <summary>The answer was lost: read again and compare before anything is decided (kintone §3.4, last paragraph).</summary>
    private async Task<IReadOnlyList<WriteOutcome>> SettleAsync(IReadOnlyList<KintoneWrite> writes, string code)
    {
        KintoneLog.Lost(_logger, _settings.Key.Value, writes.Count, code);
        IReadOnlyList<KintoneRecord?> records;
        try
        {
            records = await _reads.ReadAsync([.. writes.Select(write => write.RecordId)]);
        }
        catch (LowCodeAppException unreadable)
        {
            return All(writes, WriteOutcome.Failed(unreadable.Code, unreadable.IsTransient));
        }

        return [.. writes.Zip(records, (write, record) => Compare(write, record, code))];
    }

    private static WriteOutcome Compare(KintoneWrite write, KintoneRecord? record, string code)
    {
        if (record is null)
        {
            return WriteOutcome.Of(new WriteBackResult.Gone());
        }

        if (record.Revision == write.Revision)
        {
            // Not done, or still on its way: whoever tries again sends the same revision, so that it cannot happen twice.
            return WriteOutcome.Failed(code, isTransient: true);
        }

        // Exactly one revision on and with our values is our own write. Later revisions hold somebody else's edit as well, and
        // calling them our echo would lose it.
        return record.Revision == write.Revision + 1 && KintoneWriteValues.AreIn(write, record)
            ? WriteOutcome.Of(new WriteBackResult.Written(record.Revision))
            : WriteOutcome.Of(new WriteBackResult.Conflict());
    }

    private IReadOnlyList<WriteOutcome> ReadRevisions(IReadOnlyList<KintoneWrite> writes, JsonElement body)
    {
        var revisions = new Dictionary<string, long>();
        if (body.TryGetProperty("records", out var records) && records.ValueKind == JsonValueKind.Array)
        {
            foreach (var record in records.EnumerateArray().Where(record => record.ValueKind == JsonValueKind.Object))
            {
                if (Scalar(record, "id") is { } id && long.TryParse(Scalar(record, "revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
                {
                    revisions[id] = revision;
                }
            }
        }

        KintoneLog.Written(_logger, _settings.Key.Value, writes.Count);
        return [.. writes.Select(write => revisions.TryGetValue(write.RecordId, out var revision)
            ? WriteOutcome.Of(new WriteBackResult.Written(revision))
            : WriteOutcome.Failed("unreadable_answer", isTransient: true))];
    }

    private static string? Scalar(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;

    private static IReadOnlyList<WriteOutcome> All(IReadOnlyList<KintoneWrite> writes, WriteOutcome outcome) => [.. writes.Select(_ => outcome)];
}
