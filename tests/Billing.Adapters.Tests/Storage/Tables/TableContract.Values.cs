using Azure;

using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Tests.Storage.Tables;

/// <summary>Values, keys and sizes.</summary>
public abstract partial class TableContract
{
    [Fact]
    public async Task Entity_EveryType_ComesBackAsItWas()
    {
        var sent = new TableEntity("p", "r")
        {
            { "Text", "取引 '引用' \"q\" 😀\r\n\t\\ </x> ''" },
            { "Empty", "" },
            { "Digits", "0012" },
            { "Date", "2026-11-25T01:02:03Z" },
            { "True", true },
            { "False", false },
            { "IntMin", int.MinValue },
            { "IntMax", int.MaxValue },
            { "LongMin", long.MinValue },
            { "LongMax", long.MaxValue },
            { "LongSmall", 7L },
            { "Instant", new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero).AddTicks(1234567) },
            { "First", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            { "Last", DateTimeOffset.MaxValue },
            { "Id", new Guid("0f8fad5b-d9cb-469f-a165-70867728950e") },
            { "NoId", Guid.Empty },
            { "Bytes", new byte[] { 0, 1, 127, 128, 255 } },
            { "NoBytes", Array.Empty<byte>() },
        };

        await Table.AddEntityAsync(sent);
        var read = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        var queried = Assert.Single(await ListAsync(Table.QueryAsync<TableEntity>()));

        Assert.Equal(sent.OrderBy(value => value.Key), read.OrderBy(value => value.Key));
        Assert.Equal(sent.OrderBy(value => value.Key), queried.OrderBy(value => value.Key));
    }

    // Without negative zero: Azurite loses its sign.
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-1.5)]
    [InlineData(123456789012345680.0)]
    [InlineData(0.1)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public async Task Entity_Double_ComesBackToTheBit(double number)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { { "Number", number } });

        var read = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetDouble("Number");

        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(read!.Value));
    }

    [Fact]
    public async Task Entity_InstantOfAnotherOffset_ComesBackInUtc()
    {
        var instant = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(9));
        await Table.AddEntityAsync(new TableEntity("p", "r") { { "At", instant } });

        var read = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetDateTimeOffset("At")!.Value;

        Assert.Equal((instant, TimeSpan.Zero), (read, read.Offset));
    }

    [Fact]
    public async Task Entity_NullProperty_IsNotThere()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { { "Nothing", null }, { "A", 1 } });

        Assert.Equal(["A"], (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.Keys);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("it's")]
    [InlineData("''")]
    [InlineData("取引 明細")]
    [InlineData("😀")]
    [InlineData("a b+c&d=e;f,g(h)")]
    [InlineData("100%25")]
    [InlineData("x' or RowKey ge '")]
    public async Task Keys_OfAnyLetters_FindTheirRow(string key)
    {
        await Table.AddEntityAsync(Row(key, key, "there"));
        await Table.UpdateEntityAsync(Row(key, key, "changed"), ETag.All);

        Assert.Equal("changed", await ValueAsync(key, key));
        var found = await ListAsync(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}")));
        Assert.Equal(key, Assert.Single(found).RowKey);
        Assert.Equal(204, (await Table.DeleteEntityAsync(key, key)).Status);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u009Fb")]
    public async Task Keys_WithALetterThatTablesForbid_AreRefusedBeforeSending(string key)
    {
        var row = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(Row("p", key)));
        var partition = await Assert.ThrowsAsync<RequestFailedException>(() => Table.GetEntityAsync<TableEntity>(key, "r"));
        var deleted = await Assert.ThrowsAsync<RequestFailedException>(() => Table.DeleteEntityAsync("p", key));

        Assert.All([row, partition, deleted], refused => Assert.Equal(TableErrorCode.OutOfRangeInput, refused.ErrorCode));
        Assert.Contains("U+", row.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_HalfASurrogatePair_AreRefusedBeforeSending()
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(Row("p", "a\uD83Db")));

        Assert.Equal(TableErrorCode.InvalidInput, refused.ErrorCode);
    }

    [Fact]
    public async Task Sizes_AtTheLimit_AreTaken()
    {
        var key = new string('k', TableRules.MaxKeyLength);
        await Table.AddEntityAsync(new TableEntity(key, key)
        {
            { "Text", new string('x', 32 * 1024) },
            { "Bytes", new byte[64 * 1024] },
            { new string('n', TableRules.MaxNameLength), 1 },
        });

        Assert.Equal(32 * 1024, (await Table.GetEntityAsync<TableEntity>(key, key)).Value.GetString("Text")!.Length);
    }

    public static TheoryData<string, string> OverTheLimit() => new()
    {
        { "key", TableErrorCode.KeyValueTooLarge },
        { "string", TableErrorCode.PropertyValueTooLarge },
        { "binary", TableErrorCode.PropertyValueTooLarge },
        { "properties", TableErrorCode.TooManyProperties },
        { "entity", TableErrorCode.EntityTooLarge },
        { "name", TableErrorCode.PropertyNameTooLong },
        { "name form", TableErrorCode.PropertyNameInvalid },
        { "reserved name", TableErrorCode.PropertyNameInvalid },
        { "type", TableErrorCode.InvalidInput },
        { "early instant", TableErrorCode.OutOfRangeInput },
    };

    [Theory]
    [MemberData(nameof(OverTheLimit))]
    public async Task Sizes_OverTheLimit_AreRefusedBeforeSending(string what, string code)
    {
        var entity = Row("p", what == "key" ? new string('k', TableRules.MaxKeyLength + 1) : "r");
        foreach (var (name, value) in Properties(what))
        {
            entity[name] = value;
        }

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(entity));

        Assert.Equal(code, refused.ErrorCode);
        Assert.Null(refused.GetRawResponse()); // it was not sent
        Assert.DoesNotContain("xxxx", refused.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, object Value)> Properties(string what) => what switch
    {
        "string" => [("Text", new string('x', (32 * 1024) + 1))],
        "binary" => [("Bytes", new byte[(64 * 1024) + 1])],
        "properties" => Enumerable.Range(0, TableRules.MaxProperties).Select(index => ($"P{index}", (object)index)),
        "entity" => Enumerable.Range(0, 17).Select(index => ($"P{index}", (object)new string('x', 32 * 1024))),
        "name" => [(new string('n', TableRules.MaxNameLength + 1), 1)],
        "name form" => [("with-dash", 1)],
        "reserved name" => [("Timestamp", 1)],
        "type" => [("Money", 1.5m)],
        "early instant" => [("At", new DateTimeOffset(1600, 12, 31, 0, 0, 0, TimeSpan.Zero))],
        _ => [],
    };
}
