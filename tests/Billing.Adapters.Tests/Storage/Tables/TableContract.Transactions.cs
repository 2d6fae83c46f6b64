using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Tests.Storage.Tables;

/// <summary>Entity-group transactions.</summary>
public abstract partial class TableContract
{
    private static TableTransactionAction Add(string partition, string row, string value = "x") =>
        new(TableTransactionActionType.Add, Row(partition, row, value));

    [Fact]
    public async Task Transaction_EveryAction_IsDoneAndGivesItsVersion()
    {
        var version = Version(await Table.AddEntityAsync(new TableEntity("p", "replaced") { { "A", 1 } }));
        await Table.AddEntityAsync(new TableEntity("p", "merged") { { "A", 1 } });
        await Table.AddEntityAsync(Row("p", "deleted"));

        var answer = (await Table.SubmitTransactionAsync(
        [
            Add("p", "added", "取引 'a' --batch_7d1f0c\r\nHTTP/1.1 500"),
            new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replaced") { { "B", 2 } }, version),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merged") { { "B", 2 } }),
            new(TableTransactionActionType.UpsertReplace, Row("p", "upserted")),
            new(TableTransactionActionType.UpsertMerge, Row("p", "it's")),
            new(TableTransactionActionType.Delete, new TableEntity("p", "deleted")),
        ])).Value;

        Assert.Equal([204, 204, 204, 204, 204, 204], answer.Select(part => part.Status));
        var rows = (await ListAsync(Table.QueryAsync<TableEntity>())).ToDictionary(row => row.RowKey);
        Assert.Equal(["added", "it's", "merged", "replaced", "upserted"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("取引 'a' --batch_7d1f0c\r\nHTTP/1.1 500", rows["added"].GetString("Value"));
        Assert.Equal((null, 2), (rows["replaced"].GetInt32("A"), rows["replaced"].GetInt32("B")));
        Assert.Equal((1, 2), (rows["merged"].GetInt32("A"), rows["merged"].GetInt32("B")));
        Assert.Equal(rows["replaced"].ETag, answer[1].Headers.ETag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Transaction_OneActionFails_SaysWhichAndWritesNothing(int index)
    {
        await Table.AddEntityAsync(Row("p", $"row-{index}", "there"));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Add("p", "row-0"), Add("p", "row-1"), Add("p", "row-2")]));

        Assert.Equal((409, TableErrorCode.EntityAlreadyExists, index), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.Equal($"row-{index}", Assert.Single(await ListAsync(Table.QueryAsync<TableEntity>())).RowKey);
    }

    [Fact]
    public async Task Transaction_OldVersion_SaysConditionNotSatisfied()
    {
        var old = Version(await Table.AddEntityAsync(Row("p", "state", "first")));
        await Table.UpdateEntityAsync(Row("p", "state", "second"), old);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [Add("p", "log"), new(TableTransactionActionType.UpdateReplace, Row("p", "state", "third"), old)]));

        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied, 1), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "log")).HasValue);
        Assert.Equal("second", await ValueAsync("p", "state"));
    }

    [Fact]
    public async Task Transaction_TwoWritersOnOneVersion_OneWinsWhole()
    {
        var version = Version(await Table.AddEntityAsync(Row("p", "state")));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            try
            {
                await Table.SubmitTransactionAsync(
                    [new(TableTransactionActionType.UpdateReplace, Row("p", "state", $"{writer}"), version), Add("p", $"log-{writer}")]);
                return true;
            }
            catch (TableTransactionFailedException refused) when (refused.Status == 412)
            {
                return false;
            }
        }));

        var winner = Array.FindIndex(outcomes, won => won);
        Assert.Single(outcomes, won => won);
        Assert.Equal($"{winner}", await ValueAsync("p", "state"));
        Assert.Equal([$"log-{winner}", "state"], (await ListAsync(Table.QueryAsync<TableEntity>())).Select(row => row.RowKey));
    }

    [Fact]
    public async Task Transaction_HundredActions_AreTakenAndOneMoreIsNot()
    {
        await Table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(index => Add("p", $"{index:D3}")));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(index => Add("q", $"{index:D3}"))));

        Assert.Equal(TableErrorCode.InvalidInput, refused.ErrorCode);
        Assert.Contains("101", refused.Message, StringComparison.Ordinal);
        Assert.Equal(100, (await ListAsync(Table.QueryAsync<TableEntity>(select: ["RowKey"]))).Count);
    }

    [Fact]
    public async Task Transaction_MoreThanFourMebibytes_IsRefusedBeforeSending()
    {
        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            Enumerable.Range(0, 65).Select(index => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity("p", $"{index}") { { "A", new string('x', 32 * 1024) }, { "B", new string('x', 32 * 1024) } }))));

        Assert.Equal((413, TableErrorCode.RequestBodyTooLarge), (refused.Status, refused.ErrorCode));
        Assert.Empty(await ListAsync(Table.QueryAsync<TableEntity>()));
    }

    [Fact]
    public async Task Transaction_MalformedAsAWhole_IsRefusedBeforeSending()
    {
        var empty = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync([]));
        var partitions = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Add("p", "a"), Add("q", "b")]));
        var twice = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Add("p", "a"), Add("p", "b"), Add("p", "a")]));
        var key = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Add("p", "a"), Add("p", "b/c")]));

        Assert.Equal((TableErrorCode.InvalidInput, null), (empty.ErrorCode, empty.FailedTransactionActionIndex));
        Assert.Equal((TableErrorCode.CommandsInBatchActOnDifferentPartitions, 1), (partitions.ErrorCode, partitions.FailedTransactionActionIndex));
        Assert.Equal((TableErrorCode.InvalidDuplicateRow, 2), (twice.ErrorCode, twice.FailedTransactionActionIndex));
        Assert.Equal((TableErrorCode.OutOfRangeInput, 1), (key.ErrorCode, key.FailedTransactionActionIndex));
        Assert.Empty(await ListAsync(Table.QueryAsync<TableEntity>()));
    }
}
