using System.Net;

using Functions.LocalHost.Hosting;
using Functions.LocalHost.Storage;

using Testing;

namespace Functions.LocalHost.Tests.Storage;

public sealed class TableStoreTests : IAsyncLifetime
{
    private readonly string _table = AzuriteFixture.UniqueName();
    private TableStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        _store = new TableStore(
            new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table), TimeProvider.System);
        await _store.CreateTableAsync(_table, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task CreateTable_ThatExists_IsLeftAsItIs()
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "r")));

        await _store.CreateTableAsync(_table, CancellationToken.None);

        Assert.NotNull(await GetAsync("p", "r"));
    }

    [Fact]
    public async Task Get_EveryKindOfValue_ComesBackAsItWas()
    {
        var id = Guid.CreateVersion7();
        var row = new TableRow("p", "kinds")
        {
            ["Text"] = "日本語 \"quoted\" \n",
            ["Empty"] = "",
            ["Int"] = int.MinValue,
            ["Long"] = long.MaxValue,
            ["Yes"] = true,
            ["No"] = false,
            ["Half"] = 0.5,
            ["Whole"] = 3.0,
            ["Infinite"] = double.NegativeInfinity,
            ["Id"] = id,
            ["At"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567),
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["Nothing"] = null,
        };
        await WriteAsync(TableWrite.Insert(row));

        var read = await GetAsync("p", "kinds");

        Assert.Equal(
            row.Values.OrderBy(value => value.Key, StringComparer.Ordinal),
            read!.Values.OrderBy(value => value.Key, StringComparer.Ordinal),
            (expected, actual) => expected.Key == actual.Key
                && (expected.Value is byte[] bytes ? bytes.SequenceEqual((byte[])actual.Value) : expected.Value.Equals(actual.Value)));
        Assert.False(string.IsNullOrEmpty(read.ETag));
    }

    [Theory]
    [InlineData("plain", "row")]
    [InlineData("it's", "o''clock")]
    [InlineData("a b&c=d+e%20f", "50%")]
    [InlineData("顧", "(x,y)")]
    [InlineData("p", "")]
    public async Task Get_KeysWithSpecialCharacters_AreFound(string partitionKey, string rowKey)
    {
        await WriteAsync(TableWrite.Insert(new TableRow(partitionKey, rowKey) { ["V"] = 1 }));
        await CommitAsync(TableWrite.InsertOrReplace(new TableRow(partitionKey, rowKey) { ["V"] = 2 }));

        Assert.Equal(2, (await GetAsync(partitionKey, rowKey))!.Integer("V"));
        Assert.Single((await _store.QueryAsync(_table, new TableQuery { PartitionKey = partitionKey, RowKeyFrom = rowKey }, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Get_ARowThatIsNotThere_IsNull() => Assert.Null(await GetAsync("p", "none"));

    [Fact]
    public async Task Insert_ARowThatExists_IsRefused()
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "twice")));

        var refused = await Assert.ThrowsAsync<TableStoreException>(() => WriteAsync(TableWrite.Insert(new TableRow("p", "twice"))));

        Assert.True(refused.IsConflict);
        Assert.Equal("EntityAlreadyExists", refused.Code);
    }

    [Fact]
    public async Task Replace_WithTheETagOfAnOlderVersion_IsRefused()
    {
        var first = await WriteAsync(TableWrite.Insert(new TableRow("p", "guarded")));
        var second = await ReplaceUntilTheETagDiffersAsync(first);

        var refused = await Assert.ThrowsAsync<TableStoreException>(() => WriteAsync(TableWrite.Replace(new TableRow("p", "guarded"), first)));

        Assert.True(refused.IsChanged);
        Assert.Equal(second, (await GetAsync("p", "guarded"))!.ETag);
    }

    [Fact]
    public async Task Replace_AndMerge_DifferInWhatTheyLeave()
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "m") { ["A"] = 1, ["B"] = 1 }));
        await WriteAsync(TableWrite.Merge(new TableRow("p", "m") { ["A"] = 2 }, TableWrite.AnyVersion));
        var merged = await GetAsync("p", "m");
        await WriteAsync(TableWrite.Replace(new TableRow("p", "m") { ["A"] = 3 }, merged!.ETag!));
        var replaced = await GetAsync("p", "m");

        Assert.Equal((2L, 1L), (merged.Integer("A"), merged.Integer("B")));
        Assert.Equal((3L, null), (replaced!.Integer("A"), replaced.Integer("B")));
    }

    [Fact]
    public async Task Delete_ARow_RemovesItAndRefusesTheSecondTime()
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "d")));
        await WriteAsync(TableWrite.Delete("p", "d"));

        Assert.Null(await GetAsync("p", "d"));
        Assert.True((await Assert.ThrowsAsync<TableStoreException>(() => WriteAsync(TableWrite.Delete("p", "d")))).IsNotFound);
    }

    [Fact]
    public async Task Commit_MixedWrites_AnswersTheETagsInOrder()
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "gone")));
        await WriteAsync(TableWrite.Insert(new TableRow("p", "kept") { ["V"] = 1 }));

        var tags = await CommitAsync(
            TableWrite.Insert(new TableRow("p", "new")),
            TableWrite.Delete("p", "gone"),
            TableWrite.Replace(new TableRow("p", "kept") { ["V"] = 2 }, TableWrite.AnyVersion));

        Assert.Equal(3, tags.Count);
        Assert.Equal((await GetAsync("p", "new"))!.ETag, tags[0]);
        Assert.Equal((await GetAsync("p", "kept"))!.ETag, tags[2]);
        Assert.Null(await GetAsync("p", "gone"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Commit_WithOneRefusedRow_WritesNothingAndNamesIt(int bad)
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "taken")));
        var writes = Enumerable.Range(0, 3)
            .Select(index => TableWrite.Insert(new TableRow("p", index == bad ? "taken" : $"free{index}")))
            .ToArray();

        var refused = await Assert.ThrowsAsync<TableStoreException>(() => CommitAsync(writes));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal(bad, refused.FailedIndex);
        Assert.Single((await _store.QueryAsync(_table, new TableQuery { PartitionKey = "p" }, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task Commit_ConcurrentTransactions_AllHappen()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => CommitAsync(
            [.. Enumerable.Range(0, 6).Select(row => TableWrite.InsertOrReplace(new TableRow($"p{number}", $"r{row}") { ["V"] = number }))])));

        var page = await _store.QueryAsync(_table, new TableQuery(), CancellationToken.None);

        Assert.Equal(64 * 6, page.Rows.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Commit_TooFewOrTooManyRows_IsRefusedHere(int rows) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            CommitAsync([.. Enumerable.Range(0, rows).Select(row => TableWrite.Insert(new TableRow("p", $"r{row}")))]));

    [Fact]
    public async Task Query_MoreThanAPage_GoesOnWhereItEnded()
    {
        await CommitAsync([.. Enumerable.Range(0, 25).Select(row => TableWrite.Insert(new TableRow("p", $"r{row:D2}")))]);
        await CommitAsync([.. Enumerable.Range(0, 5).Select(row => TableWrite.Insert(new TableRow("q", $"r{row:D2}")))]);

        var keys = new List<string>();
        TableContinuation? after = null;
        do
        {
            var page = await _store.QueryAsync(_table, new TableQuery { PageSize = 10, After = after }, CancellationToken.None);
            keys.AddRange(page.Rows.Select(row => row.PartitionKey + row.RowKey));
            after = page.Next;
        }
        while (after is not null && keys.Count <= 30);

        Assert.Equal(30, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    [Fact]
    public async Task Query_ByPrefixFlagAndNumber_FindsThoseRowsOnly()
    {
        await CommitAsync(
            TableWrite.Insert(new TableRow("p", "a-1") { ["Open"] = true, ["Status"] = 1 }),
            TableWrite.Insert(new TableRow("p", "a-2") { ["Open"] = true, ["Status"] = 2 }),
            TableWrite.Insert(new TableRow("p", "a-3") { ["Open"] = false, ["Status"] = 1 }),
            TableWrite.Insert(new TableRow("p", "b-1") { ["Open"] = true, ["Status"] = 1 }));

        var query = TableQuery.RowsWithPrefix("p", "a-") with
        {
            Flags = new Dictionary<string, bool> { ["Open"] = true },
            AnyOf = new Dictionary<string, IReadOnlyList<int>> { ["Status"] = [1, 3] },
        };

        Assert.Equal("a-1", Assert.Single((await _store.QueryAsync(_table, query, CancellationToken.None)).Rows).RowKey);
    }

    [Fact]
    public async Task Query_AKeyThatLooksLikeAFilter_StaysAValue()
    {
        await WriteAsync(TableWrite.Insert(new TableRow("p", "r")));

        var page = await _store.QueryAsync(_table, new TableQuery { PartitionKey = "x' or PartitionKey eq 'p" }, CancellationToken.None);

        Assert.Empty(page.Rows);
    }

    private async Task<string> ReplaceUntilTheETagDiffersAsync(string first)
    {
        // Azurite's ETag is its clock in milliseconds.
        string tag;
        do
        {
            tag = await WriteAsync(TableWrite.Replace(new TableRow("p", "guarded"), TableWrite.AnyVersion));
        }
        while (tag == first);

        return tag;
    }

    private Task<string> WriteAsync(TableWrite write) => _store.WriteAsync(_table, write, CancellationToken.None);

    private Task<IReadOnlyList<string>> CommitAsync(params TableWrite[] writes) => _store.CommitAsync(_table, writes, CancellationToken.None);

    private Task<TableRow?> GetAsync(string partitionKey, string rowKey) => _store.GetAsync(_table, partitionKey, rowKey, CancellationToken.None);
}
