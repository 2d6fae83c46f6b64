using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions.Ports;


namespace Billing.Adapters.Storage.DeadLetters;

/// <summary>
/// Dead letters in table <c>DeadLetters</c>, one partition: <c>id-{id}</c> holds the letter, <c>at-{milliseconds counted down}-{id}</c>
/// puts it in the order of the list, newest first. Both are written at once, under the letter's id: the same letter again changes nothing.
/// <c>replay-{id}-{key}</c> says that a request of that key was carried out.
/// </summary>
internal sealed class DeadLetterStore(TableServiceClient tables) : IDeadLetterStore
{
    private const int MaxReplayTries = 10;
    private const string ListQuery = "dead-letters";

    private readonly TableClient _table = tables.GetTableClient(DeadLetterRows.TableName);

    public async Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, DeadLetterRows.Letter(letter)),
                    new(TableTransactionActionType.Add, DeadLetterRows.ListRow(letter)),
                ],
                cancellationToken);
        }
        catch (TableTransactionFailedException refused) when (refused.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // Kept before: the first reason and the replays stay.
        }
    }

    public async Task<DeadLetter?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, cancellationToken);
        return row is null ? null : DeadLetterRows.Read(row);
    }

    public async Task<Page<DeadLetter>> ListAsync(string? cursor, int size, CancellationToken cancellationToken)
    {
        PageSize.Check(size);
        var after = cursor is null ? DeadLetterRows.ListPrefix : Cursor.Read(ListQuery, cursor);
        var letters = new List<DeadLetter>();
        var last = after;
        await foreach (var row in RowsAsync(after, size + 1, cancellationToken))
        {
            if (letters.Count == size)
            {
                return new Page<DeadLetter>(letters, Cursor.Write(ListQuery, last));
            }

            last = row.RowKey;
            if (await ReadAsync(row.GetString("Id") ?? "", cancellationToken) is { } letter)
            {
                letters.Add(letter);
            }
        }

        return new Page<DeadLetter>(letters, null);
    }

    public Task MarkReplayedAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        MarkAsync(id, null, at, cancellationToken);

    public Task MarkReplayedAsync(string id, string requestKey, DateTimeOffset at, CancellationToken cancellationToken) =>
        MarkAsync(id, DeadLetterRows.RequestRow(id, requestKey), at, cancellationToken);

    public async Task<bool> IsReplayedAsync(string id, string requestKey, CancellationToken cancellationToken)
    {
        var request = DeadLetterRows.RequestRow(id, requestKey);
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(request.PartitionKey, request.RowKey, cancellationToken: cancellationToken);
        return row.HasValue;
    }

    /// <param name="request">Written together with the letter's count, so that one request counts once.</param>
    private async Task MarkAsync(string id, TableEntity? request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        for (var attempt = 1; await RowAsync(id, cancellationToken) is { } row; attempt++)
        {
            TableTransactionAction letter = new(TableTransactionActionType.UpdateMerge, DeadLetterRows.Replayed(row, at), row.ETag);
            try
            {
                await _table.SubmitTransactionAsync(
                    request is null ? [letter] : [letter, new(TableTransactionActionType.Add, request)], cancellationToken);
                return;
            }
            catch (TableTransactionFailedException refused)
                when (refused.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied && attempt < MaxReplayTries)
            {
                // Replayed by two people at once: count both.
            }
            catch (TableTransactionFailedException refused) when (refused.ErrorCode == TableErrorCode.EntityAlreadyExists)
            {
                return; // this request was counted before
            }
        }

        throw new KeyNotFoundException($"There is no dead letter {RowKeys.Safe(id)}.");
    }

    private async Task<TableEntity?> RowAsync(string id, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            DeadLetterRows.Partition, DeadLetterRows.Key(id), cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private Azure.AsyncPageable<TableEntity> RowsAsync(string after, int pageSize, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {DeadLetterRows.Partition} and RowKey gt {after} and RowKey lt {DeadLetterRows.ListEnd}"),
            pageSize,
            cancellationToken: cancellationToken);
}
