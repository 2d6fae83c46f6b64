using System.Threading.Channels;

using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>
/// Takes messages in: stores what has gathered while the batch before was written (a grouped commit), and only then hands it to the
/// instances, in the order of the sequences. One batch at a time, so that no message is overtaken by a later one.
/// </summary>
internal sealed class InboxLog(InboxStore store, Action<InboxItem> deliver, IEngineFaults faults, TimeProvider time, ILogger log)
{
    private const int MaxMessages = 500;
    private const int MaxBytes = 256 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<InboxRow> _spent = Channel.CreateUnbounded<InboxRow>(new UnboundedChannelOptions { SingleReader = true });
    private long _sequence;

    /// <summary>The greatest sequence that was given to a message.</summary>
    public long LastSequence => Interlocked.Read(ref _sequence);

    /// <summary>Where sequences go on. Set once, before anything is appended.</summary>
    public void Begin(long sequence) => _sequence = sequence;

    /// <summary>Completes when the messages are stored.</summary>
    public Task AppendAsync(IReadOnlyList<InboxMessage> messages)
    {
        var entry = new Entry(messages, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _entries.Writer.TryWrite(entry) ? entry.Stored.Task : Task.FromCanceled(new CancellationToken(canceled: true));
    }

    /// <summary>Hands over a batch that was stored in an earlier life.</summary>
    public void Deliver(string rowKey, int rows, InboxBatch batch)
    {
        var row = new InboxRow(rowKey, rows, batch.Messages.Count, spent => _spent.Writer.TryWrite(spent));
        foreach (var message in batch.Messages)
        {
            deliver(new InboxItem(message, row));
        }
    }

    /// <summary>Stores and delivers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var carried = new Queue<Entry>();
        while (carried.Count > 0 || await _entries.Reader.WaitToReadAsync(cancellationToken))
        {
            var entries = Take(carried);
            await StoreAsync(entries, cancellationToken);
            foreach (var entry in entries)
            {
                entry.Stored.TrySetResult();
            }
        }
    }

    /// <summary>Removes what has been taken in until cancelled.</summary>
    public async Task CleanAsync(CancellationToken cancellationToken)
    {
        var rows = new List<InboxRow>();
        while (await _spent.Reader.WaitToReadAsync(cancellationToken))
        {
            rows.Clear();
            while (rows.Count < 90 && _spent.Reader.TryRead(out var row))
            {
                rows.Add(row);
            }

            await RetryAsync(() => store.DeleteAsync(rows, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Lets go of whoever still waits: nothing more is stored.</summary>
    public void Stop()
    {
        _entries.Writer.TryComplete();
        while (_entries.Reader.TryRead(out var entry))
        {
            entry.Stored.TrySetCanceled();
        }
    }

    // An entry is never divided; one alone may be longer than the bound.
    private List<Entry> Take(Queue<Entry> carried)
    {
        var entries = new List<Entry>();
        var (messages, bytes) = (0, 0L);
        while (carried.TryDequeue(out var entry) || _entries.Reader.TryRead(out entry))
        {
            var size = entry.Messages.Sum(message => (long)message.CalculateSize());
            if (entries.Count > 0 && (messages + entry.Messages.Count > MaxMessages || bytes + size > MaxBytes))
            {
                carried.Enqueue(entry);
                break;
            }

            entries.Add(entry);
            (messages, bytes) = (messages + entry.Messages.Count, bytes + size);
        }

        return entries;
    }

    private async Task StoreAsync(List<Entry> entries, CancellationToken cancellationToken)
    {
        var batch = new InboxBatch { Messages = { faults.Deliver([.. entries.SelectMany(entry => entry.Messages)]) } };
        if (batch.Messages.Count == 0)
        {
            return;
        }

        foreach (var message in batch.Messages)
        {
            message.Sequence = Interlocked.Increment(ref _sequence);
        }

        var (rowKey, rows) = ("", 0);
        await RetryAsync(async () => (rowKey, rows) = await store.WriteAsync(batch, cancellationToken), cancellationToken);
        Deliver(rowKey, rows, batch);
    }

    // Storing and removing the same rows again does no harm, so an unknown outcome is simply tried again.
    private async Task RetryAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception failure) when (failure is HttpRequestException or TableStoreException)
            {
                DurableLog.InboxFailed(log, failure);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private sealed record Entry(IReadOnlyList<InboxMessage> Messages, TaskCompletionSource Stored);
}
