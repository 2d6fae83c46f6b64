using Billing.Adapters.Storage.Tables;
using Billing.Adapters.Storage.Transactions;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Tests.Storage.Transactions;

[Collection("Transactions")]
public sealed class TransactionStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Read_NothingThere_HasNeitherStateNorVersion()
    {
        var store = await StoreFixture.OpenAsync();

        var rows = await store.ReadAsync("101");

        Assert.Equal((null, null), (rows.State, rows.Version));
        Assert.Empty(rows.OpenCommands);
    }

    [Fact]
    public async Task Commit_EveryMemberOfTheState_ComesBackAsItWas()
    {
        var store = await StoreFixture.OpenAsync();
        var state = FullState(store);

        Assert.True(await store.CommitAsync(state, null));
        var read = (await store.ReadAsync("101")).State!;

        Assert.Equivalent(state, read, strict: true);
        Assert.All(typeof(TransactionState).GetProperties(), property => Assert.NotNull(property.GetValue(state))); // none was forgotten above
    }

    [Fact]
    public async Task Commit_OldVersionOrExistingState_IsRefusedAndWritesNothing()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("101");
        var first = await store.ReadAsync("101");
        Assert.True(await store.CommitAsync(first.State! with { Epoch = 1 }, first.Version));

        var late = new TransactionCommit
        {
            State = first.State! with { Epoch = 2 },
            ExpectedVersion = first.Version,
            NewCommands = [store.Command()],
            Effects = [new EffectRecord("register-1", 1, null, store.Now)],
            Timeline = [store.Entry("late")],
        };

        Assert.False(await store.Store.CommitAsync(late, None));
        Assert.False(await store.Store.CommitAsync(late with { ExpectedVersion = null }, None));
        var now = await store.ReadAsync("101");
        Assert.Equal(1, now.State!.Epoch);
        Assert.Empty(now.OpenCommands);
        Assert.Null(await store.Store.ReadEffectAsync(store.Id("101"), "register-1", None));
        Assert.Empty((await store.Store.ReadTimelineAsync(store.Id("101"), null, 10, None)).Items);
    }

    [Fact]
    public async Task Commit_StateThatIsGone_IsRefused()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("101");
        var rows = await store.ReadAsync("101");
        await store.Rows.DeleteEntityAsync(store.Id("101").Value, TransactionRowNames.State);

        Assert.False(await store.CommitAsync(rows.State!, rows.Version));
    }

    [Fact]
    public async Task Commit_ManyWritersOnOneVersion_OneWinsEachTime()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("101");

        for (var round = 1; round <= 5; round++)
        {
            var rows = await store.ReadAsync("101");
            var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => store.Store.CommitAsync(
                new TransactionCommit
                {
                    State = rows.State! with { Epoch = (round * 10) + writer },
                    ExpectedVersion = rows.Version,
                    Timeline = [store.Entry($"writer-{writer}")],
                },
                None)));

            var winner = Array.IndexOf(won, true);
            Assert.Single(won, outcome => outcome);
            Assert.Equal((round * 10) + winner, (await store.ReadAsync("101")).State!.Epoch);
        }

        Assert.Equal(5, (await store.Store.ReadTimelineAsync(store.Id("101"), null, 50, None)).Items.Count);
    }

    [Fact]
    public async Task Commit_AnswerLostAndSentAgain_IsWon()
    {
        await using var losing = await LosingProxy.StartAsync();
        var store = await StoreFixture.OpenAsync();
        var first = await store.CreateAsync("101");
        var version = (await store.ReadAsync("101")).Version;
        var through = new TransactionStore(losing.Tables, store.Ids, store.Time);

        losing.LoseAnswerAfter(1); // the index row's answer arrives, the commit's does not
        var won = await through.CommitAsync(
            new TransactionCommit { State = first with { Epoch = 7 }, ExpectedVersion = version, Timeline = [store.Entry("once")] }, None);

        Assert.True(won);
        Assert.Equal(1, losing.Lost);
        Assert.Equal(7, (await store.ReadAsync("101")).State!.Epoch);
        Assert.Single((await store.Store.ReadTimelineAsync(store.Id("101"), null, 10, None)).Items);
    }

    [Fact]
    public async Task Commit_NewAndClosedCommands_OnlyOpenOnesAreReadInOrder()
    {
        var store = await StoreFixture.OpenAsync();
        var commands = Enumerable.Range(0, 3).Select(_ => store.Command()).ToList();
        commands[1] = commands[1] with { RefusedWith = new Refusal("no_right", "権限がありません", "No right", "CustomerName") };
        await store.Store.CommitAsync(
            new TransactionCommit { State = store.State("101"), ExpectedVersion = null, NewCommands = [commands[2], commands[0], commands[1]] }, None);

        var rows = await store.ReadAsync("101");
        Assert.Equal(commands, rows.OpenCommands);
        await store.Store.CommitAsync(
            new TransactionCommit
            {
                State = rows.State!,
                ExpectedVersion = rows.Version,
                ClosedCommands = [new ClosedCommand(commands[0].Id, CommandOutcome.Refused, new Refusal("late", "遅い", "Late"), store.Now)],
            },
            None);

        Assert.Equal(commands[1..], (await store.ReadAsync("101")).OpenCommands);
        var closed = (await store.Rows.GetEntityAsync<TableEntity>(store.Id("101").Value, TransactionRowNames.Command(commands[0].Id))).Value;
        Assert.Equal(("Refused", store.Now), (closed.GetString("Outcome"), closed.GetDateTimeOffset("ClosedAt")!.Value));
    }

    [Fact]
    public async Task Commit_TheSameCommandAgain_StaysAsItIs()
    {
        var store = await StoreFixture.OpenAsync();
        var (known, other) = (store.Command(), store.Command());
        await store.Store.CommitAsync(new TransactionCommit { State = store.State("101"), ExpectedVersion = null, NewCommands = [known] }, None);
        var rows = await store.ReadAsync("101");
        await store.Store.CommitAsync(
            new TransactionCommit
            {
                State = rows.State!,
                ExpectedVersion = rows.Version,
                ClosedCommands = [new ClosedCommand(known.Id, CommandOutcome.Done, null, store.Now)],
            },
            None);
        rows = await store.ReadAsync("101");

        Assert.True(await store.Store.CommitAsync(
            new TransactionCommit { State = rows.State! with { Epoch = 1 }, ExpectedVersion = rows.Version, NewCommands = [known, other] }, None));

        rows = await store.ReadAsync("101");
        Assert.Equal([other], rows.OpenCommands);
        Assert.Equal(1, rows.State!.Epoch);
    }

    [Fact]
    public async Task Commit_HundredRows_AreTakenAndOneMoreIsRefused()
    {
        var store = await StoreFixture.OpenAsync();
        var commit = new TransactionCommit
        {
            State = store.State("101"),
            ExpectedVersion = null,
            Timeline = [.. Enumerable.Range(0, 98).Select(index => store.Entry($"entry-{index}"))],
            StatusChanged = true,
        };

        await Assert.ThrowsAsync<ArgumentException>(() => store.Store.CommitAsync(commit with { NewCommands = [store.Command()] }, None));
        Assert.Empty(await store.HintsAsync("101"));
        Assert.True(await store.Store.CommitAsync(commit, None));
        Assert.Equal(98, (await store.ReadAsync("101")).State!.NextLogSequence);
    }

    [Fact]
    public async Task Commit_MoreOpenCommandsThanOneReadingGives_TheFirstOnesAreRead()
    {
        var store = await StoreFixture.OpenAsync();
        var commands = Enumerable.Range(0, TransactionStore.MaxOpenCommands + 10).Select(_ => store.Command()).ToList();
        await store.Store.CommitAsync(new TransactionCommit { State = store.State("101"), ExpectedVersion = null, NewCommands = commands }, None);

        Assert.Equal(commands[..TransactionStore.MaxOpenCommands], (await store.ReadAsync("101")).OpenCommands);
    }

    [Fact]
    public async Task Effect_WrittenTwice_HoldsTheLast()
    {
        var store = await StoreFixture.OpenAsync();
        var intent = new EffectRecord("register-1", 1, "orders-101-1", store.Now, "hash");
        var done = intent with { Outcome = "done", OutcomeAt = store.Now.AddSeconds(2) };
        await store.Store.CommitAsync(new TransactionCommit { State = store.State("101"), ExpectedVersion = null, Effects = [intent] }, None);
        var read = await store.Store.ReadEffectAsync(store.Id("101"), "register-1", None);
        var rows = await store.ReadAsync("101");
        await store.Store.CommitAsync(new TransactionCommit { State = rows.State!, ExpectedVersion = rows.Version, Effects = [done] }, None);

        Assert.Equal(intent, read);
        Assert.Equal(done, await store.Store.ReadEffectAsync(store.Id("101"), "register-1", None));
        Assert.Null(await store.Store.ReadEffectAsync(store.Id("101"), "register-2", None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Store.ReadEffectAsync(store.Id("101"), "a/b", None));
    }

    [Theory]
    [InlineData("d7a1a6c0-0000-4000-8000-000000000001")]
    [InlineData("an id/with#letters?that keys\\forbid' 取引")]
    public async Task Event_ClaimedUntilItsWorkIsWritten_ThenDone(string eventId)
    {
        var store = await StoreFixture.OpenAsync();
        Task<EventClaim> ClaimAsync() => store.Store.ClaimEventAsync(store.Id("101"), eventId, store.Now, None);

        Assert.Equal(EventClaim.Open, await ClaimAsync());
        Assert.Equal(EventClaim.Open, await ClaimAsync()); // the first one was killed before it wrote anything
        await store.Store.CommitAsync(new TransactionCommit { State = store.State("101"), ExpectedVersion = null, DoneEvents = [eventId, eventId] }, None);
        Assert.Equal(EventClaim.Done, await ClaimAsync());
    }

    [Fact]
    public async Task Event_CommitThatLosesTheRace_StaysOpen()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("101");
        await store.Store.ClaimEventAsync(store.Id("101"), "e1", store.Now, None);

        Assert.False(await store.Store.CommitAsync(
            new TransactionCommit { State = store.State("101"), ExpectedVersion = null, DoneEvents = ["e1"] }, None));

        Assert.Equal(EventClaim.Open, await store.Store.ClaimEventAsync(store.Id("101"), "e1", store.Now, None));
    }

    [Fact]
    public async Task Outbox_ChangeOfStatus_LeavesOneRowAndOtherCommitsNone()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("101");
        var rows = await store.ReadAsync("101");
        await store.Store.CommitAsync(
            new TransactionCommit
            {
                State = rows.State! with { Status = TransactionStatus.CreditChecking, FormerStatus = TransactionStatus.Draft },
                ExpectedVersion = rows.Version,
                StatusChanged = true,
            },
            None);

        var outbox = new List<TableEntity>();
        await foreach (var row in store.Rows.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {store.Id("101").Value} and RowKey ge {"outbox-"} and RowKey lt {"outbox."}")))
        {
            outbox.Add(row);
        }

        Assert.Equal(("CreditChecking", "Draft"), (Assert.Single(outbox).GetString("Status"), outbox[0].GetString("FormerStatus")));
    }

    [Fact]
    public async Task Timeline_ByPages_IsInOrderAndComplete()
    {
        var store = await StoreFixture.OpenAsync();
        await store.CreateAsync("101");
        for (var commit = 0; commit < 3; commit++)
        {
            var rows = await store.ReadAsync("101");
            await store.Store.CommitAsync(
                new TransactionCommit
                {
                    State = rows.State!,
                    ExpectedVersion = rows.Version,
                    Timeline = [.. Enumerable.Range(0, 4).Select(index => store.Entry($"{commit}-{index}"))],
                },
                None);
        }

        var codes = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.Store.ReadTimelineAsync(store.Id("101"), cursor, 5, None);
            codes.AddRange(page.Items.Select(entry => entry.Code));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 3).SelectMany(commit => Enumerable.Range(0, 4).Select(index => $"{commit}-{index}")), codes);
        Assert.Null((await store.Store.ReadTimelineAsync(store.Id("101"), null, 12, None)).Cursor);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.Store.ReadTimelineAsync(store.Id("101"), null, 0, None));
    }

    [Fact]
    public async Task Cursor_ForgedOrOfAnotherList_IsRefused()
    {
        var store = await StoreFixture.OpenAsync();
        await store.Store.CommitAsync(
            new TransactionCommit { State = store.State("101"), ExpectedVersion = null, Timeline = [store.Entry("a"), store.Entry("b")] }, None);
        var cursor = (await store.Store.ReadTimelineAsync(store.Id("101"), null, 1, None)).Cursor!;
        var flipped = cursor[..^1] + (cursor[^1] == 'A' ? 'B' : 'A');

        foreach (var forged in new[] { "", "!", "AAAA", flipped, cursor[..^2], new string('A', 5000) })
        {
            await Assert.ThrowsAsync<InvalidCursorException>(() => store.Store.ReadTimelineAsync(store.Id("101"), forged, 1, None));
        }

        await Assert.ThrowsAsync<InvalidCursorException>(() => store.Store.ReadTimelineAsync(store.Id("102"), cursor, 1, None));
        await Assert.ThrowsAsync<InvalidCursorException>(() => store.Store.ListAsync(store.App, null, cursor, 1, None));
        Assert.Equal("b", Assert.Single((await store.Store.ReadTimelineAsync(store.Id("101"), cursor, 1, None)).Items).Code);
    }

    private static TransactionState FullState(StoreFixture store) => store.State("101", TransactionStatus.InvoiceIssued, store.Now.AddDays(1)) with
    {
        FormerStatus = TransactionStatus.InvoiceRequesting,
        Epoch = long.MaxValue,
        StartId = store.Ids.Next().ToString(),
        Attempt = 3,
        ProviderTransactionId = "18121200001",
        CreditReasons = ["RE009", "RE014"],
        BilledAmount = 108_000,
        SentContentHash = "a",
        RecordContentHash = "b",
        PendingContentHash = "c",
        InvoiceRequestedOn = new DateOnly(2026, 11, 1),
        ExpectedIssueOn = new DateOnly(2026, 11, 2),
        IssuedOn = new DateOnly(2026, 11, 3),
        DueOn = new DateOnly(2026, 12, 31),
        AdvancedOn = new DateOnly(2026, 11, 4),
        PaidOn = new DateOnly(2026, 11, 5),
        CancelledOn = new DateOnly(2026, 11, 6),
        LastError = new Refusal("code", "日本語 '引用'", "English", "CustomerName"),
        LastCheckedAt = store.Now.AddTicks(1),
        PollCount = 4,
        Alarm = "alarm",
        ProcessedRevision = 12,
        ActiveTriggers = ["CreditCheck:操作=利用照会"],
        WrittenRevision = 13,
        WrittenHash = "d",
        RecordDeleted = true,
        NextLogSequence = 99,
    };
}
