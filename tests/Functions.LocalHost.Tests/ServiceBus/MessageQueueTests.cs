using Functions.LocalHost.ServiceBus;

using Testing;

namespace Functions.LocalHost.Tests.ServiceBus;

public sealed class MessageQueueTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Receive_InOrderOfSending_WithEverythingThatWasSent()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        var sent = fixture.Message("m-1") with
        {
            ContentType = "application/json",
            Subject = "件名",
            CorrelationId = "c",
            To = "t",
            ReplyTo = "r",
            PartitionKey = "p",
            ApplicationProperties = """{"k":"v","n":5}""",
            Body = "{\"a\":\"あ\"}"u8.ToArray(),
        };
        Assert.True(await queue.SendAsync(sent));
        Assert.True(await queue.SendAsync(fixture.Message("m-2")));

        await using var restarted = await fixture.OpenAsync();
        var first = await restarted.ReceiveAsync(None);
        var second = await restarted.ReceiveAsync(None);

        Assert.Equal(sent with { Body = default }, first.Message with { Body = default });
        Assert.Equal(sent.Body.ToArray(), first.Message.Body.ToArray());
        Assert.Equal((1, "m-2", 1), (first.DeliveryCount, second.Message.MessageId, second.DeliveryCount));
        Assert.True(first.Queued.SequenceNumber < second.Queued.SequenceNumber);
    }

    [Fact]
    public async Task Dispose_WithALockThatRunsOutAfterwards_DoesNothingAndLosesNothing()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        Assert.True(await queue.SendAsync(fixture.Message("m-1")));
        var delivery = await queue.ReceiveAsync(None);

        await queue.DisposeAsync();
        fixture.Time.Advance(QueueFixture.LockFor); // in the real host an exception here would end the process
        Assert.True(queue.Abandon(delivery));

        await using var restarted = await fixture.OpenAsync();
        Assert.Equal("m-1", (await restarted.ReceiveAsync(None)).Message.MessageId);
    }

    [Fact]
    public async Task Send_ManyAtOnce_ShareFewCommitsAndAllAreKept()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(n => queue.SendAsync(fixture.Message($"m-{n}"))));

        Assert.Equal(2_000, queue.Count);
        Assert.InRange((await fixture.RowKeysAsync()).Count, 1, 400);
        Assert.Equal(2_000, (await fixture.OpenAsync()).Count);
    }

    [Fact]
    public async Task Send_LargeMessages_AreSplitOverRowsThatFit()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => queue.SendAsync(fixture.Message($"big-{n}", size: SendEndpoint.MaxMessageBytes))));

        var restarted = await fixture.OpenAsync();
        Assert.Equal(8, restarted.Count);
        Assert.Equal(SendEndpoint.MaxMessageBytes, (await restarted.ReceiveAsync(None)).Message.Body.Length);
    }

    [Fact]
    public async Task Send_SameIdWithinTheWindow_IsAcknowledgedAndAddsNothing()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        Assert.True(await queue.SendAsync(fixture.Message("same")));
        Assert.False(await queue.SendAsync(fixture.Message("same")));
        queue.Complete(await queue.ReceiveAsync(None));

        Assert.False(await queue.SendAsync(fixture.Message("same"))); // also after it was handled
        fixture.Time.Advance(QueueFixture.Window - TimeSpan.FromSeconds(1));
        var restarted = await fixture.OpenAsync();
        Assert.False(await restarted.SendAsync(fixture.Message("same"))); // also after a restart
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await restarted.SendAsync(fixture.Message("same")));
    }

    [Fact]
    public async Task Send_SameIdFiftyTimesAtOnce_IsOneMessage()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();

        var kept = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => queue.SendAsync(fixture.Message("same"))));

        Assert.Single(kept, each => each);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task Abandon_RaisesTheCountAndDeliversAgain_AlsoAfterARestart()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        await queue.SendAsync(fixture.Message("m"));

        Assert.True(queue.Abandon(await queue.ReceiveAsync(None)));
        var again = await queue.ReceiveAsync(None);
        Assert.Equal(2, again.DeliveryCount);
        Assert.True(queue.Abandon(again));
        await queue.DisposeAsync();

        Assert.Equal(3, (await (await fixture.OpenAsync()).ReceiveAsync(None)).DeliveryCount);
    }

    [Fact]
    public async Task Release_HostStops_DoesNotRaiseTheCount()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        await queue.SendAsync(fixture.Message("m"));

        queue.Release(await queue.ReceiveAsync(None));

        Assert.Equal(1, (await queue.ReceiveAsync(None)).DeliveryCount);
    }

    [Fact]
    public async Task Complete_OnlyOnce_AndGoneAfterARestart()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        await queue.SendAsync(fixture.Message("m"));
        var delivery = await queue.ReceiveAsync(None);

        Assert.True(queue.Complete(delivery));
        Assert.False(queue.Complete(delivery));
        await queue.DisposeAsync();

        Assert.Equal(0, (await fixture.OpenAsync()).Count);
    }

    [Fact]
    public async Task Lock_WhenItIsLost_DeliversAgainAndALateCompletionChangesNothing()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        await queue.SendAsync(fixture.Message("m"));
        var slow = await queue.ReceiveAsync(None);

        fixture.Time.Advance(QueueFixture.LockFor);
        var second = await queue.ReceiveAsync(None);

        Assert.Equal(2, second.DeliveryCount);
        Assert.False(queue.Complete(slow));
        Assert.Equal(1, queue.Count);
        Assert.True(queue.Complete(second));
    }

    [Fact]
    public async Task Scheduled_IsDeliveredWhenItsTimeComes_AlsoAfterARestart()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        await queue.SendAsync(fixture.Message("later", scheduled: fixture.Time.GetUtcNow().AddMinutes(5)));
        await queue.SendAsync(fixture.Message("now"));
        var restarted = await fixture.OpenAsync();
        Assert.Equal("now", (await restarted.ReceiveAsync(None)).Message.MessageId);
        var waiting = restarted.ReceiveAsync(None);

        fixture.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(waiting.IsCompleted);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("later", (await waiting.WaitAsync(Eventually.Deadline)).Message.MessageId);
    }

    [Fact]
    public async Task Expired_IsDroppedUnread()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        await queue.SendAsync(fixture.Message("short", life: TimeSpan.FromSeconds(10)));
        await queue.SendAsync(fixture.Message("long"));

        fixture.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("long", (await queue.ReceiveAsync(None)).Message.MessageId);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task Journal_SettledAndPastTheWindow_IsDeleted()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        for (var n = 0; n < 5; n++)
        {
            await queue.SendAsync(fixture.Message($"m-{n}"));
            queue.Abandon(await queue.ReceiveAsync(None));
            queue.Complete(await queue.ReceiveAsync(None));
        }

        await queue.SendAsync(fixture.Message("stays"));
        fixture.Time.Advance(QueueFixture.Window);
        await queue.SendAsync(fixture.Message("last")); // any commit takes the garbage along

        await Eventually.TrueAsync(async () => (await fixture.RowKeysAsync()).Count(key => key[0] == 'm') == 2, "only the rows of two messages are left");
        await Eventually.TrueAsync(async () => (await fixture.RowKeysAsync()).All(key => key[0] == 'm'), "no row of settlements is left");
        Assert.Equal(2, (await fixture.OpenAsync()).Count);
    }

    [Fact]
    public async Task Commit_AnswerLost_IsRepeatedWithoutASecondMessage()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var store = new LosingStore(fixture.Store) { LoseNext = 1 };
        var queue = await fixture.OpenAsync(store);

        var sending = queue.SendAsync(fixture.Message("m"));
        await Eventually.TrueAsync(() => store.LoseNext == 0, "the first answer is lost");
        await Eventually.TrueAsync(
            () =>
            {
                fixture.Time.Advance(TimeSpan.FromSeconds(1));
                return sending.IsCompleted;
            },
            "the commit is repeated");

        Assert.True(await sending);
        Assert.Equal(1, (await fixture.OpenAsync()).Count);
    }

    [Fact]
    public async Task Send_QueueIsFull_IsRefusedAndADeadLetterIsNot()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        await using var deadFixture = await QueueFixture.CreateAsync();
        var dead = await deadFixture.OpenAsync(window: TimeSpan.Zero, most: 1);
        var queue = await fixture.OpenAsync(deadLetters: dead, most: 2);
        await queue.SendAsync(fixture.Message("m-1"));
        await queue.SendAsync(fixture.Message("m-2"));

        var full = await Assert.ThrowsAsync<QueueFullException>(() => queue.SendAsync(fixture.Message("m-3")));
        Assert.Contains($"'{fixture.Name}' and its dead letters hold 2 messages", full.Message, StringComparison.Ordinal);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var delivery = await queue.ReceiveAsync(None);
            Assert.True(await dead.TakeOverAsync(delivery.Message)); // or it would come back at once, for ever
            Assert.True(queue.Complete(delivery));
        }

        await Assert.ThrowsAsync<QueueFullException>(() => queue.SendAsync(fixture.Message("m-3"))); // they share the room
        dead.Complete(await dead.ReceiveAsync(None));
        Assert.True(await queue.SendAsync(fixture.Message("m-3")));
    }

    [Fact]
    public async Task DeadLetterQueue_WithoutWindow_KeepsEqualIds()
    {
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync(window: TimeSpan.Zero);

        Assert.True(await queue.SendAsync(fixture.Message("same")));
        Assert.True(await queue.SendAsync(fixture.Message("same")));

        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public async Task Model_RandomOperationsWithRestarts_LosesAndDoublesNothing()
    {
        const int Seed = 20261125;
        var random = new Random(Seed);
        await using var fixture = await QueueFixture.CreateAsync();
        var queue = await fixture.OpenAsync();
        var (open, locked, sent) = (new HashSet<string>(), new Dictionary<string, Delivery>(), 0);
        for (var step = 0; step < 400; step++)
        {
            switch (random.Next(10))
            {
                case < 4:
                    var id = $"m-{sent++}";
                    await queue.SendAsync(fixture.Message(id));
                    open.Add(id);
                    break;
                case < 7 when open.Count > locked.Count:
                    var delivery = await queue.ReceiveAsync(None);
                    locked.Add(delivery.Message.MessageId, delivery); // throws when it is locked already
                    break;
                case 7 or 8 when locked.Count > 0:
                    var (settled, held) = locked.ElementAt(random.Next(locked.Count));
                    locked.Remove(settled);
                    Assert.True(random.Next(3) == 0 ? queue.Abandon(held) : queue.Complete(held) && open.Remove(settled));
                    break;
                case 9 when random.Next(8) == 0:
                    await queue.DisposeAsync();
                    queue = await fixture.OpenAsync();
                    locked.Clear();
                    break;
            }

            Assert.True(open.Count == queue.Count, $"seed {Seed}, step {step}: {open.Count} expected, {queue.Count} found");
        }
    }

    /// <summary>Commits, and then says that it does not know.</summary>
    private sealed class LosingStore(IJournalStore inner) : IJournalStore
    {
        public int LoseNext { get; set; }

        public int MaxRowBytes => inner.MaxRowBytes;

        public int MaxCommitRows => inner.MaxCommitRows;

        public IAsyncEnumerable<JournalRow> ReadAsync(string queue, CancellationToken cancellationToken) => inner.ReadAsync(queue, cancellationToken);

        public async Task CommitAsync(string queue, IReadOnlyList<JournalRow> writes, IReadOnlyList<string> deletes, CancellationToken cancellationToken)
        {
            await inner.CommitAsync(queue, writes, deletes, cancellationToken);
            if (LoseNext > 0)
            {
                LoseNext--;
                throw new HttpRequestException("The answer is lost.");
            }
        }
    }
}
