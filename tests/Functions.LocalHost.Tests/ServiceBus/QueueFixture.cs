using Functions.LocalHost.Hosting;
using Functions.LocalHost.ServiceBus;
using Functions.LocalHost.Storage;

using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.ServiceBus;

/// <summary>Makes queues on the real table service, and makes them anew on the same rows, as a restarted host does.</summary>
internal sealed class QueueFixture : IAsyncDisposable
{
    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly TableStore _tables;
    private readonly List<MessageQueue> _queues = [];

    private QueueFixture(TableStore tables, IJournalStore store) => (_tables, Store) = (tables, store);

    public IJournalStore Store { get; }

    public string Name { get; } = AzuriteFixture.UniqueName("queue");

    public ManualTimeProvider Time { get; } = new();

    public static async Task<QueueFixture> CreateAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        var tables = new TableStore(new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table), TimeProvider.System);
        var journals = new TableJournalStore(tables);
        await journals.CreateAsync(CancellationToken.None);
        return new QueueFixture(tables, journals);
    }

    public async Task<MessageQueue> OpenAsync(IJournalStore? store = null, TimeSpan? window = null, MessageQueue? deadLetters = null, int most = MessageQueue.MaxMessages)
    {
        var queue = new MessageQueue(Name, new QueueJournal(Name, store ?? Store, window ?? Window, Time, NullLogger.Instance), LockFor, Time, deadLetters, most);
        _queues.Add(queue);
        await queue.RecoverAsync(CancellationToken.None);
        return queue;
    }

    public async Task<IReadOnlyList<string>> RowKeysAsync()
    {
        var keys = new List<string>();
        await foreach (var row in Store.ReadAsync(Name, CancellationToken.None))
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    public BusMessage Message(string id, DateTimeOffset? scheduled = null, TimeSpan? life = null, int size = 3) => new()
    {
        MessageId = id,
        Body = Enumerable.Repeat((byte)'x', size).ToArray(),
        EnqueuedAt = Time.GetUtcNow(),
        ScheduledFor = scheduled,
        ExpiresAt = (scheduled ?? Time.GetUtcNow()) + (life ?? TimeSpan.FromDays(14)),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
        {
            await queue.DisposeAsync();
        }

        _tables.Dispose();
    }
}
