using Billing.Adapters.Storage;
using Billing.Adapters.Storage.DeadLetters;
using Billing.Core.Transactions.Ports;

using Testing;

namespace Billing.Adapters.Tests.Storage;

public sealed class DeadLetterStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset At = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Keep_EveryMember_ComesBackAsItWas()
    {
        var store = await OpenAsync();
        var letter = Letter("first") with { Description = "説明", ReplayedAt = At.AddDays(1), Replays = 2 };

        await store.KeepAsync(letter, None);

        Assert.Equal(letter, await store.ReadAsync(letter.Id, None));
        Assert.Null(await store.ReadAsync(letter.Id + "x", None));
    }

    [Fact]
    public async Task Keep_TheSameIdAgain_ChangesNothing()
    {
        var store = await OpenAsync();
        var letter = Letter("first");
        await store.KeepAsync(letter, None);

        await store.KeepAsync(letter with { Reason = "other", At = At.AddHours(1) }, None);

        Assert.Equal("MaxDeliveryCountExceeded", (await store.ReadAsync(letter.Id, None))!.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1}")]
    [InlineData("😀")]
    public async Task Keep_BodyOfAnyLength_ComesBackWhole(string unit)
    {
        var store = await OpenAsync();
        var body = "x" + string.Concat(Enumerable.Repeat(unit, unit.Length == 0 ? 0 : 200_000 / unit.Length));
        var letter = Letter("large") with { Body = unit.Length == 0 ? "" : body };

        await store.KeepAsync(letter, None);

        Assert.Equal(letter.Body, (await store.ReadAsync(letter.Id, None))!.Body);
    }

    [Fact]
    public async Task Keep_BodyLongerThanAMessageCanBe_IsRefused()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => store.KeepAsync(Letter("huge") with { Body = new string('x', DeadLetterRows.MaxBodyLength + 1) }, None));
    }

    [Fact]
    public async Task List_ByPages_IsNewestFirstAndComplete()
    {
        var store = await OpenAsync();
        var mark = AzuriteFixture.UniqueName("list");
        var letters = Enumerable.Range(0, 7).Select(index => Letter($"{mark}-{index}") with { Source = mark, At = At.AddMinutes(index) }).ToList();
        foreach (var letter in letters)
        {
            await store.KeepAsync(letter, None);
        }

        var listed = new List<DeadLetter>();
        string? cursor = null;
        do
        {
            var page = await store.ListAsync(cursor, 3, None);
            Assert.InRange(page.Items.Count, 0, 3);
            listed.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(letters), listed.Where(letter => letter.Source == mark));
        await Assert.ThrowsAsync<InvalidCursorException>(() => store.ListAsync("AAAAAAAAAAAAAAAA", 3, None));
    }

    [Fact]
    public async Task MarkReplayed_ByTwoAtOnce_CountsBoth()
    {
        var store = await OpenAsync();
        var letter = Letter("replayed");
        await store.KeepAsync(letter, None);

        await Task.WhenAll(
            store.MarkReplayedAsync(letter.Id, At.AddHours(1), None), store.MarkReplayedAsync(letter.Id, At.AddHours(1), None));

        var read = (await store.ReadAsync(letter.Id, None))!;
        Assert.Equal((2, At.AddHours(1)), (read.Replays, read.ReplayedAt!.Value));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => store.MarkReplayedAsync("missing", At, None));
    }

    private static DeadLetter Letter(string name) => new(
        AzuriteFixture.UniqueName(name), "app-events", "{\"id\":\"e1\"}", "MaxDeliveryCountExceeded", null, 10, At);

    private static async Task<DeadLetterStore> OpenAsync()
    {
        var tables = await AzuriteConnection.TablesAsync();
        await new BillingStorage(tables).EnsureTablesAsync();
        return new DeadLetterStore(tables);
    }
}
