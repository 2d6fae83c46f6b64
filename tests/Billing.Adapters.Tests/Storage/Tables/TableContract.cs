using Azure;

using Billing.Adapters.Storage.Tables;

using Testing;

namespace Billing.Adapters.Tests.Storage.Tables;

/// <summary>What a table service must do for this app, whichever one it is. Every test has a table of its own.</summary>
public abstract partial class TableContract : IAsyncLifetime
{
    private protected TableServiceClient Service { get; private set; } = null!;

    private protected TableClient Table { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await ConnectAsync();
        Table = Service.GetTableClient(AzuriteFixture.UniqueName());
        await Service.CreateTableIfNotExistsAsync(Table.Name);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Service.DeleteTableAsync(Table.Name);
    }

    private protected abstract Task<TableServiceClient> ConnectAsync();

    private protected static TableEntity Row(string partition, string row, string value = "x") => new(partition, row) { { "Value", value } };

    private protected static ETag Version(Response response) => response.Headers.ETag!.Value;

    private protected async Task<string?> ValueAsync(string partition, string row) =>
        (await Table.GetEntityAsync<TableEntity>(partition, row)).Value.GetString("Value");

    private protected static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var item in source)
        {
            all.Add(item);
        }

        return all;
    }

    [Fact]
    public async Task CreateTableIfNotExists_Twice_SaysWhichOneMadeIt()
    {
        var name = AzuriteFixture.UniqueName();

        Assert.True(await Service.CreateTableIfNotExistsAsync(name));
        Assert.False(await Service.CreateTableIfNotExistsAsync(name));
        await Service.DeleteTableAsync(name);
        var gone = await Assert.ThrowsAsync<RequestFailedException>(() => Service.DeleteTableAsync(name));
        Assert.Equal(404, gone.Status);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-dash")]
    [InlineData("abc'd")]
    [InlineData("abc\n")]
    public void GetTableClient_BadName_IsRefused(string name) => Assert.Throws<ArgumentException>(() => Service.GetTableClient(name));

    [Fact]
    public async Task AddEntity_NoSuchTable_SaysTableNotFound()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => Service.GetTableClient(AzuriteFixture.UniqueName()).AddEntityAsync(Row("p", "r")));

        Assert.Equal((404, TableErrorCode.TableNotFound), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task AddEntity_Again_SaysEntityAlreadyExists()
    {
        await Table.AddEntityAsync(Row("p", "r", "first"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(Row("p", "r", "second")));

        Assert.Equal((409, TableErrorCode.EntityAlreadyExists), (refused.Status, refused.ErrorCode));
        Assert.Equal("first", await ValueAsync("p", "r"));
    }

    [Fact]
    public async Task GetEntity_Missing_SaysResourceNotFoundOrHasNoValue()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>("p", "missing"));

        Assert.Equal((404, TableErrorCode.ResourceNotFound), (refused.Status, refused.ErrorCode));
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "missing")).HasValue);
    }

    [Fact]
    public async Task GetEntity_AfterAdd_GivesTheVersionThatAddReturned()
    {
        var version = Version(await Table.AddEntityAsync(Row("p", "r")));

        var read = (await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).Value!;

        Assert.Equal(version, read.ETag);
        Assert.Equal(("p", "r"), (read.PartitionKey, read.RowKey));
        Assert.NotNull(read.Timestamp);
    }

    [Fact]
    public async Task GetEntity_WithSelect_GivesOnlyThose()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { { "A", 1 }, { "B", 2 } });

        var read = (await Table.GetEntityAsync<TableEntity>("p", "r", ["B"])).Value;

        Assert.Equal((null, 2), (read.GetInt32("A"), read.GetInt32("B")));
    }

    [Fact]
    public async Task UpdateEntity_MergeAndReplace_KeepAndDropTheOtherProperties()
    {
        var first = Version(await Table.AddEntityAsync(new TableEntity("p", "r") { { "A", 1 }, { "B", 2 } }));

        var second = Version(await Table.UpdateEntityAsync(new TableEntity("p", "r") { { "B", 3 } }, first, TableUpdateMode.Merge));
        var merged = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { { "B", 4 } }, second, TableUpdateMode.Replace);
        var replaced = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal((1, 3), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, 4), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Fact]
    public async Task UpdateEntity_OldVersion_SaysConditionNotSatisfied()
    {
        var old = Version(await Table.AddEntityAsync(Row("p", "r", "first")));
        await Table.UpdateEntityAsync(Row("p", "r", "second"), old);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(Row("p", "r", "third"), old));

        Assert.Equal((412, TableErrorCode.UpdateConditionNotSatisfied), (refused.Status, refused.ErrorCode));
        Assert.Equal("second", await ValueAsync("p", "r"));
    }

    [Fact]
    public async Task UpdateEntity_TwoWritersOnOneVersion_OneWins()
    {
        var version = Version(await Table.AddEntityAsync(Row("p", "r")));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            try
            {
                await Table.UpdateEntityAsync(Row("p", "r", $"writer {writer}"), version, TableUpdateMode.Replace);
                return $"writer {writer}";
            }
            catch (RequestFailedException refused) when (refused.Status == 412)
            {
                return null;
            }
        }));

        var winner = Assert.Single(outcomes, outcome => outcome is not null);
        Assert.Equal(winner, await ValueAsync("p", "r"));
    }

    [Fact]
    public async Task UpdateEntity_Missing_SaysResourceNotFound()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(Row("p", "missing"), ETag.All));

        Assert.Equal((404, TableErrorCode.ResourceNotFound), (refused.Status, refused.ErrorCode));
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(Row("p", "r"), default));
    }

    [Fact]
    public async Task UpsertEntity_MissingThenThere_InsertsThenMergesOrReplaces()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { { "A", 1 } });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { { "B", 2 } });
        var merged = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { { "C", 3 } }, TableUpdateMode.Replace);
        var replaced = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(["A", "B"], merged.Keys.Order());
        Assert.Equal(["C"], replaced.Keys);
    }

    [Fact]
    public async Task DeleteEntity_ByVersion_OnlyThatOneIsDeleted()
    {
        var old = Version(await Table.AddEntityAsync(Row("p", "r")));
        var present = Version(await Table.UpdateEntityAsync(Row("p", "r", "y"), old));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", "r", old));
        var deleted = await Table.DeleteEntityAsync("p", "r", present);
        var again = await Table.DeleteEntityAsync("p", "r");

        Assert.Equal((412, 204, 404), (refused.Status, deleted.Status, again.Status));
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Table.AddEntityAsync(Row("p", "r"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ListAsync(Table.QueryAsync<TableEntity>(cancellationToken: cancelled.Token)));
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }
}
