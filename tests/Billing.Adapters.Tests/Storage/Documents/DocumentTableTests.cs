using Azure;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Money;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Tests.Storage.Documents;

public sealed class DocumentTableTests
{
    private const string Partition = "p";
    private readonly UlidGenerator _ulids = new(TimeProvider.System);

    [Fact]
    public async Task Document_WrittenAndRead_IsTheSame()
    {
        var table = await TableAsync();
        var text = new Sample("𠮷" + new string('あ', 70_000), ProductId.Parse("P1"), new Yen(-5), BillingMonth.Parse("2026-10"));
        var version = await WriteAsync(table, DocumentWrite.Insert("d-1", text));

        var read = await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None);
        Assert.Equal(text, read!.Value);
        Assert.Equal(version, read.Version);
    }

    [Fact]
    public async Task Replace_ByAShorterDocument_LeavesNothingOfTheLonger()
    {
        var table = await TableAsync();
        await WriteAsync(table, DocumentWrite.Insert("d-1", Of(new string('a', 100_000))));
        var former = await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None);
        await WriteAsync(table, DocumentWrite.Replace(former!, Of("short")));

        Assert.Equal("short", (await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None))!.Value.Text);
    }

    [Fact]
    public async Task Write_OfSeveralWithOneThatLost_WritesNone()
    {
        var table = await TableAsync();
        await WriteAsync(table, DocumentWrite.Insert("d-1", Of("a")));
        var former = await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None);
        await WriteAsync(table, DocumentWrite.Replace(former!, Of("b")));

        Assert.False(await TryAsync(table, DocumentWrite.Insert("d-2", Of("x")), DocumentWrite.Replace(former!, Of("c"))));
        Assert.False(await TryAsync(table, DocumentWrite.Insert("d-2", Of("x")), DocumentWrite.Delete(former!)));
        Assert.False(await TryAsync(table, DocumentWrite.Insert("d-2", Of("x")), DocumentWrite.Delete("d-none")));
        Assert.False(await TryAsync(table, DocumentWrite.Put("d-2", Of("x")), DocumentWrite.Insert("d-1", Of("c"))));
        Assert.Null(await table.ReadAsync<Sample>(Partition, "d-2", CancellationToken.None));
        Assert.Equal("b", (await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None))!.Value.Text);
    }

    [Fact]
    public async Task Write_RepeatedUnderItsVersion_CountsAsWritten()
    {
        var table = await TableAsync();
        var version = _ulids.Next().ToString();
        DocumentWrite[] writes = [DocumentWrite.Insert("d-1", Of("a"))];

        Assert.True(await table.WriteAsync(Partition, version, writes, CancellationToken.None));
        Assert.True(await table.WriteAsync(Partition, version, writes, CancellationToken.None)); // the answer to the first was lost
        Assert.False(await table.WriteAsync(Partition, _ulids.Next().ToString(), writes, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OfTheVersionThatWasRead_Deletes()
    {
        var table = await TableAsync();
        await WriteAsync(table, DocumentWrite.Insert("d-1", Of("a")));
        var former = await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None);

        await WriteAsync(table, DocumentWrite.Delete(former!));
        Assert.Null(await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None));
    }

    [Fact]
    public async Task List_InPages_GivesEachRowOfThePrefixOnceInOrder()
    {
        var table = await TableAsync();
        await WriteAsync(table, [.. Enumerable.Range(0, 7).Select(number => DocumentWrite.Insert($"d-{number}", Of($"{number}"))), DocumentWrite.Insert("e-0", Of("e"))]);

        var texts = new List<string>();
        var pages = 0;
        for (string? cursor = null; cursor is not null || pages == 0; pages++)
        {
            var page = await table.ListAsync<Sample>(Partition, "d-", cursor, 3, CancellationToken.None);
            texts.AddRange(page.Items.Select(item => item.Value.Text));
            cursor = page.Cursor;
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], texts);
        Assert.Equal(3, pages);
        var scanned = new List<string>();
        await foreach (var item in table.ScanAsync<Sample>(Partition, "d-", CancellationToken.None))
        {
            scanned.Add(item.Value.Text);
        }

        Assert.Equal(texts, scanned);
    }

    [Fact]
    public async Task List_WithTheCursorOfAnotherList_IsRefused()
    {
        var table = await TableAsync();
        await WriteAsync(table, [.. Enumerable.Range(0, 3).Select(number => DocumentWrite.Insert($"d-{number}", Of("x")))]);
        var page = await table.ListAsync<Sample>(Partition, "d-", null, 2, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidCursorException>(() => table.ListAsync<Sample>(Partition, "e-", page.Cursor, 2, CancellationToken.None));
    }

    [Fact]
    public void Document_TooLarge_IsRefusedWithSizesAndNotItsText()
    {
        var refused = Assert.Throws<DocumentTooLargeException>(() => DocumentWrite.Put("d-1", Of(new string('z', DocumentTooLargeException.Most))));

        Assert.Contains("at most 262144", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("zzz", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OfTheLargestSize_FitsIntoARow()
    {
        var table = await TableAsync();
        var room = DocumentTooLargeException.Most - StoredJson.Write(Of("")).Length;
        await WriteAsync(table, DocumentWrite.Insert("d-1", Of(new string('あ', room))));

        Assert.Equal(room, (await table.ReadAsync<Sample>(Partition, "d-1", CancellationToken.None))!.Value.Text.Length);
    }

    [Fact]
    public async Task Write_OfMoreRowsThanAGroupHolds_IsRefused()
    {
        var table = await TableAsync();
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => TryAsync(
            table, [.. Enumerable.Range(0, DocumentTable.MostWrites + 1).Select(number => DocumentWrite.Put($"d-{number}", Of("x")))]));
    }

    private static Sample Of(string text) => new(text, ProductId.Parse("P1"), new Yen(1), BillingMonth.Parse("2026-10"));

    private Task<bool> TryAsync(DocumentTable table, params DocumentWrite[] writes) =>
        table.WriteAsync(Partition, _ulids.Next().ToString(), writes, CancellationToken.None);

    private async Task<string> WriteAsync(DocumentTable table, params DocumentWrite[] writes)
    {
        var version = _ulids.Next().ToString();
        Assert.True(await table.WriteAsync(Partition, version, writes, CancellationToken.None));
        return version;
    }

    private static async Task<DocumentTable> TableAsync()
    {
        var service = await AzuriteConnection.TablesAsync();
        var name = Testing.AzuriteFixture.UniqueName();
        await service.CreateTableIfNotExistsAsync(name);
        return new DocumentTable(service.GetTableClient(name));
    }

    private sealed record Sample(string Text, ProductId Product, Yen Amount, BillingMonth Month);
}
