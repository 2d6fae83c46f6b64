using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Tests.Storage.Tables;

/// <summary>Filters and pages.</summary>
public abstract partial class TableContract
{
    private async Task FillAsync(string partition, int rows)
    {
        foreach (var chunk in Enumerable.Range(0, rows).Chunk(TableBatch.MaxActions))
        {
            await Table.SubmitTransactionAsync(chunk.Select(index => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity(partition, $"{index:D5}") { { "Number", index } })));
        }
    }

    [Fact]
    public async Task Query_MoreThanAThousandRows_GivesThemAllInOrder()
    {
        await FillAsync("p", 1205);

        var rows = await ListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p"}")));

        Assert.Equal(Enumerable.Range(0, 1205), rows.Select(row => row.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task Query_ByPages_GoesOnWhereATokenSays()
    {
        await FillAsync("a'b 取引", 7);

        var pages = await ListAsync(Table.QueryAsync<TableEntity>(maxPerPage: 3).AsPages());
        var rest = await ListAsync(Table.QueryAsync<TableEntity>(maxPerPage: 3).AsPages(pages[0].ContinuationToken));

        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal([3, 4, 5, 6], rest.SelectMany(page => page.Values).Select(row => row.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task Query_ForgedToken_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync(Table.QueryAsync<TableEntity>().AsPages("one two three")));
    }

    [Fact]
    public async Task Query_WithSelect_GivesOnlyThose()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { { "A", 1 }, { "B", 2 } });

        var row = Assert.Single(await ListAsync(Table.QueryAsync<TableEntity>(select: ["RowKey", "B"])));

        Assert.Equal(("r", null, 2), (row.RowKey, row.GetInt32("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task Query_ByEveryType_FindsTheRow()
    {
        var instant = new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero).AddTicks(1234567);
        var id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            { "Text", "it's 取引" }, { "Flag", true }, { "Int", -5 }, { "Long", long.MaxValue }, { "Double", 2.0 }, { "At", instant }, { "Id", id },
        });
        await Table.AddEntityAsync(Row("p", "other"));

        foreach (var filter in new FormattableString[]
        {
            $"Text eq {"it's 取引"}", $"Flag eq {true}", $"Int eq {-5}", $"Long eq {long.MaxValue}", $"Double eq {2.0}", $"At eq {instant}",
            $"Id eq {id}", $"At le {instant} and Int lt {0}", $"RowKey ge {"r"} and RowKey lt {"s"}",
        })
        {
            var found = await ListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter)));
            Assert.True(found.Count == 1 && found[0].RowKey == "r", $"{TableClient.CreateQueryFilter(filter)} found {found.Count} rows");
        }
    }

    [Theory]
    [InlineData("x' or PartitionKey ne '")]
    [InlineData("' or 1 eq 1 or '' eq '")]
    [InlineData("secret' and Value ne 'y")]
    [InlineData("{0}")]
    public async Task Query_ValueThatLooksLikeAFilter_IsOnlyAValue(string value)
    {
        await Table.AddEntityAsync(Row("p", "secret"));

        Assert.Empty(await ListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {value}"))));
        await Table.AddEntityAsync(Row("p", "own", value));
        var found = await ListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Value eq {value}")));
        Assert.Equal("own", Assert.Single(found).RowKey);
    }
}
