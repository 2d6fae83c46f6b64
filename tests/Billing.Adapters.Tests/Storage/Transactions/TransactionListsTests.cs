using Billing.Adapters.Storage.Transactions;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Tests.Storage.Transactions;

/// <summary>Lists and the due scan, and what a crash between index and state leaves.</summary>
[Collection("Transactions")]
public sealed class TransactionListsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task FindDue_SomeDueSomeLaterSomeNever_GivesThoseThatAre()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("1", due: store.Now.AddSeconds(10));
        await store.CreateAsync("2", due: store.Now.AddSeconds(20));
        await store.CreateAsync("3", due: store.Now.AddHours(2));
        await store.CreateAsync("4");

        Assert.Empty(await store.DueAsync(store.Now.AddSeconds(9)));
        Assert.Equal(["1"], await store.DueAsync(store.Now.AddSeconds(10)));
        Assert.Equal(["1", "2"], (await store.DueAsync(store.Now.AddSeconds(25))).Order());
        store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1", "2"], (await store.DueAsync(store.Now)).Order());
        store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["1", "2", "3"], (await store.DueAsync(store.Now)).Order());
    }

    [Fact]
    public async Task FindDue_WithinABucket_IsOldestFirst()
    {
        var store = await StoreFixture.OpenAsync();
        var records = SameBucket(store, 3);
        await store.CreateAsync(records[0], due: store.Now.AddSeconds(30));
        await store.CreateAsync(records[1], due: store.Now.AddSeconds(10));
        await store.CreateAsync(records[2], due: store.Now.AddSeconds(20));

        Assert.Equal([records[1], records[2], records[0]], await store.DueAsync(store.Now.AddMinutes(1)));
    }

    [Fact]
    public async Task FindDue_MovedOn_IsFoundAtTheNewInstantOnly()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("1", due: store.Now.AddSeconds(10));
        var rows = await store.ReadAsync("1");
        await store.CommitAsync(rows.State! with { NextDueAt = store.Now.AddDays(3) }, rows.Version);

        Assert.Empty(await store.DueAsync(store.Now.AddMinutes(1)));
        store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await store.DueAsync(store.Now));
        store.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["1"], await store.DueAsync(store.Now));
    }

    [Fact]
    public async Task FindDue_Closed_HintsAreGoneAfterAScan()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("1", due: store.Now.AddSeconds(10));
        var rows = await store.ReadAsync("1");
        await store.CommitAsync(rows.State! with { NextDueAt = null }, rows.Version);
        store.Time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(await store.DueAsync(store.Now));

        Assert.DoesNotContain(await store.HintsAsync("1"), key => key.StartsWith("due-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindDue_ADamagedStateRow_KeepsNoOtherWaitingAndIsNamed()
    {
        var store = await StoreFixture.OpenAsync();
        var records = SameBucket(store, 2);
        await store.CreateAsync(records[0], due: store.Now.AddSeconds(10));
        await store.CreateAsync(records[1], due: store.Now.AddSeconds(20));
        await store.DamageAsync(records[0]);

        Assert.Equal(records, await store.DueAsync(store.Now.AddMinutes(1)));
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(records[0]));
        Assert.DoesNotContain("damage", fault.Message, StringComparison.Ordinal);
        var listed = await store.Store.ListAsync(store.App, null, null, 10, None);
        Assert.Equal([records[1]], listed.Items.Select(state => state.RecordId));
    }

    // The index row says "nothing is due any more", the state row still says when: the transaction must not be forgotten.
    [Fact]
    public async Task FindDue_CrashBetweenIndexAndState_TheFormerInstantIsFoundAndRepaired()
    {
        var store = await StoreFixture.OpenAsync();
        var state = await store.CreateAsync("1", due: store.Now.AddHours(3));
        store.Time.Advance(TimeSpan.FromMinutes(30));
        await store.DueAsync(store.Now); // settled: only the hint at three hours is left
        await store.Index.WriteAsync(state with { NextDueAt = null }, None);

        store.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Empty(await store.DueAsync(store.Now));
        store.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["1"], await store.DueAsync(store.Now));
    }

    [Fact]
    public async Task FindDue_CrashBetweenIndexAndState_EarlierInstantIsFoundOnTimeStill()
    {
        var store = await StoreFixture.OpenAsync();
        var state = await store.CreateAsync("1", due: store.Now.AddMinutes(20));
        await store.Index.WriteAsync(state with { NextDueAt = store.Now.AddDays(30) }, None);
        store.Time.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(["1"], await store.DueAsync(store.Now));
    }

    [Fact]
    public async Task FindDue_CrashBeforeTheFirstState_IsDroppedOnceSettled()
    {
        var store = await StoreFixture.OpenAsync();
        await store.Index.WriteAsync(store.State("1", due: store.Now.AddSeconds(1)), None);

        Assert.Empty(await store.DueAsync(store.Now.AddMinutes(1)));
        Assert.NotEmpty(await store.HintsAsync("1")); // a commit could still be on its way
        store.Time.Advance(TransactionIndex.Settling);
        Assert.Empty(await store.DueAsync(store.Now));
        Assert.DoesNotContain(await store.HintsAsync("1"), key => key.StartsWith("due-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindDue_ScanBetweenIndexAndState_DoesNotHideTheCommit()
    {
        var store = await StoreFixture.OpenAsync();
        var state = await store.CreateAsync("1");
        store.Time.Advance(TimeSpan.FromHours(1));
        await store.DueAsync(store.Now); // nothing is due, every hint is gone
        var next = state with { NextDueAt = store.Now.AddSeconds(1) };

        await store.Index.WriteAsync(next, None);
        store.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(await store.DueAsync(store.Now)); // the state is not written yet
        Assert.True(await store.CommitAsync(next, (await store.ReadAsync("1")).Version));

        Assert.Equal(["1"], await store.DueAsync(store.Now));
    }

    [Fact]
    public async Task List_ByAppAndStatus_GivesTheStatesOnce()
    {
        var store = await StoreFixture.OpenAsync();
        var other = await StoreFixture.OpenAsync();
        for (var record = 0; record < 30; record++)
        {
            await store.CreateAsync($"{record}", record % 3 == 0 ? TransactionStatus.CreditApproved : TransactionStatus.CreditHeld);
        }

        await other.CreateAsync("1", TransactionStatus.CreditApproved);

        Assert.Equal(30, (await AllAsync(store, store.App, null, 7)).Count);
        var approved = await AllAsync(store, store.App, TransactionStatus.CreditApproved, 4);
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"{index * 3}").Order(), approved.Select(state => state.RecordId).Order());
        Assert.Empty(await AllAsync(store, store.App, TransactionStatus.Paid, 4));
        var everywhere = (await AllAsync(store, null, TransactionStatus.CreditApproved, 100)).Select(state => state.Id.Value).ToList();
        Assert.Contains(other.Id("1").Value, everywhere);
        Assert.Equal(everywhere.Distinct(), everywhere);
        Assert.Equal(10, everywhere.Count(id => id.StartsWith(store.App.Value + "-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task List_WithinABucket_IsNewestChangeFirst()
    {
        var store = await StoreFixture.OpenAsync();
        var records = SameBucket(store, 3);
        foreach (var record in records)
        {
            await store.CreateAsync(record);
            store.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var rows = await store.ReadAsync(records[0]);
        await store.CommitAsync(rows.State! with { Status = TransactionStatus.CreditChecking, StatusSince = store.Now }, rows.Version);

        Assert.Equal([records[0], records[2], records[1]], (await AllAsync(store, store.App, null, 2)).Select(state => state.RecordId));
    }

    [Fact]
    public async Task List_HintsThatDoNotHold_AreNeitherShownNorKept()
    {
        var store = await StoreFixture.OpenAsync();
        var state = await store.CreateAsync("1");
        await store.Index.WriteAsync(
            state with { Status = TransactionStatus.Paid, StatusSince = store.Now.AddSeconds(1) }, None); // then the process was killed
        await store.Index.WriteAsync(store.State("2", TransactionStatus.Paid), None);

        Assert.Equal(TransactionStatus.Draft, Assert.Single(await AllAsync(store, store.App, null, 10)).Status);
        Assert.Empty(await AllAsync(store, store.App, TransactionStatus.Paid, 10));
        store.Time.Advance(TransactionIndex.Settling);
        await AllAsync(store, store.App, null, 10);
        Assert.Single(await store.HintsAsync("1"), key => key.StartsWith("list-", StringComparison.Ordinal));
        Assert.DoesNotContain(await store.HintsAsync("2"), key => key.StartsWith("list-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_BadSize_IsRefused()
    {
        var store = await StoreFixture.OpenAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Store.ListAsync(store.App, null, null, 0, None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Store.ListAsync(store.App, null, null, 501, None));
    }

    private static async Task<List<TransactionState>> AllAsync(StoreFixture store, AppKey? app, TransactionStatus? status, int size)
    {
        var all = new List<TransactionState>();
        string? cursor = null;
        do
        {
            Page<TransactionState> page = await store.Store.ListAsync(app, status, cursor, size, None);
            Assert.InRange(page.Items.Count, 0, size);
            all.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return all;
    }

    private static List<string> SameBucket(StoreFixture store, int count) =>
        Enumerable.Range(1, 1000).Select(record => $"{record}")
            .Where(record => TransactionIndexRows.Bucket(store.Id(record)) == 3)
            .Take(count)
            .ToList();
}
