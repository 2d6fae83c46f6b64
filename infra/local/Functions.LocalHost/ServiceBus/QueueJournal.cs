using System.Globalization;
using System.Threading.Channels;

namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// Keeps a queue's messages and settlements as a log of packed rows. One writer commits everything that has come in while the last commit was
/// under way as one entity-group transaction: many senders share the price of one.
/// </summary>
internal sealed partial class QueueJournal : IAsyncDisposable
{
    private static readonly TimeSpan StopPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);
    private readonly Channel<Append> _appends = Channel.CreateUnbounded<Append>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop;
    private readonly string _queue;
    private readonly IJournalStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DuplicateWindow _recent;
    private readonly LinkedList<JournalSegment> _segments = [];
    private readonly Queue<string> _garbage = new();
    private List<(QueuedMessage Message, Settlement Settlement)> _settled = [];
    private Task _writer = Task.CompletedTask;
    private long _nextSequence = 1;
    private long _nextSettlement = 1;

    public QueueJournal(string queue, IJournalStore store, TimeSpan duplicateWindow, TimeProvider time, ILogger logger)
    {
        (_queue, _store, _time, _logger) = (queue, store, time, logger);
        _recent = new DuplicateWindow(duplicateWindow);
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
    }

    private static string SegmentKey(long first) => "m" + first.ToString("D19", CultureInfo.InvariantCulture);

    private static string SettlementKey(long number) => "s" + number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The messages that are not settled, in order.</summary>
    public async Task<IReadOnlyList<QueuedMessage>> RecoverAsync(CancellationToken cancellationToken)
    {
        var messages = new SortedDictionary<long, QueuedMessage>();
        await foreach (var row in _store.ReadAsync(_queue, cancellationToken)) // segments sort before settlements
        {
            if (row.Key[0] == 'm')
            {
                RecoverSegment(row, messages);
            }
            else
            {
                RecoverSettlements(row, messages);
            }
        }

        return [.. messages.Values.Where(message => !message.IsSettled)];
    }

    /// <param name="accepted">Told of each message when it is kept.</param>
    public void Start(Action<QueuedMessage> accepted) => _writer = Task.Run(() => WriteAsync(accepted));

    /// <inheritdoc cref="MessageQueue.SendAsync"/>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public Task<bool> AppendAsync(BusMessage message)
    {
        var append = new Append(message, JournalCodec.SizeBound(message), new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_appends.Writer.TryWrite(append))
        {
            throw new OperationCanceledException("The queue is closed: the host stops.");
        }

        _work.Writer.TryWrite(true);
        return append.Kept.Task;
    }

    /// <summary>Notes what became of a delivery; it is committed with the next batch.</summary>
    public void Settle(QueuedMessage message, bool isFinal)
    {
        lock (_gate)
        {
            _settled.Add((message, new Settlement(message.SequenceNumber, message.FailedDeliveries, isFinal)));
        }

        _work.Writer.TryWrite(true);
    }

    /// <summary>Commits what has come in, and ends. What cannot be committed in time is not acknowledged, or delivered again.</summary>
    public async ValueTask DisposeAsync()
    {
        _appends.Writer.TryComplete();
        _work.Writer.TryComplete();
        _stop.CancelAfter(StopPause);
        await _writer;
        while (_appends.Reader.TryRead(out var append))
        {
            append.Kept.TrySetCanceled();
        }

        _stop.Dispose();
    }

    private void RecoverSegment(JournalRow row, SortedDictionary<long, QueuedMessage> messages)
    {
        var (first, read) = JournalCodec.ReadSegment(row.Value);
        var segment = new JournalSegment(row.Key, read.Max(message => message.EnqueuedAt)) { Unsettled = read.Count };
        _segments.AddLast(segment);
        for (var i = 0; i < read.Count; i++)
        {
            messages[first + i] = new QueuedMessage(first + i, read[i], segment);
            _recent.Add(read[i].MessageId, read[i].EnqueuedAt);
        }

        _nextSequence = Math.Max(_nextSequence, first + read.Count);
    }

    private void RecoverSettlements(JournalRow row, SortedDictionary<long, QueuedMessage> messages)
    {
        var settlements = new JournalSettlements(row.Key);
        foreach (var settlement in JournalCodec.ReadSettlements(row.Value))
        {
            if (!messages.TryGetValue(settlement.SequenceNumber, out var message))
            {
                continue; // its segment is deleted already
            }

            message.FailedDeliveries = settlement.FailedDeliveries;
            Note(message, settlement, settlements);
            message.IsSettled |= settlement.IsFinal;
        }

        if (settlements.References == 0)
        {
            _garbage.Enqueue(row.Key);
        }

        _nextSettlement = Math.Max(_nextSettlement, long.Parse(row.Key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture) + 1);
    }

    private static void Note(QueuedMessage message, Settlement settlement, JournalSettlements row)
    {
        message.Segment.Settlements.Add(row);
        row.References++;
        if (settlement.IsFinal)
        {
            message.Segment.Unsettled--;
        }
    }

    private async Task WriteAsync(Action<QueuedMessage> accepted)
    {
        try
        {
            do
            {
                _work.Reader.TryRead(out _);
                while (Gather() is { } batch)
                {
                    await CommitAsync(batch, accepted);
                }
            }
            while (await _work.Reader.WaitToReadAsync(_stop.Token) || HasWork());
        }
        catch (OperationCanceledException stopped)
        {
            LogCommitFailed(_logger, stopped, _queue);
        }
    }

    private bool HasWork()
    {
        lock (_gate)
        {
            return _settled.Count > 0 || _appends.Reader.TryPeek(out _);
        }
    }

    private async Task CommitAsync(Batch batch, Action<QueuedMessage> accepted)
    {
        while (true)
        {
            try
            {
                await _store.CommitAsync(_queue, batch.Rows, batch.Deletes, _stop.Token);
                batch.Kept(accepted);
                return;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException)
            {
                LogCommitFailed(_logger, failure, _queue);
                await Task.Delay(RetryPause, _time, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                batch.Abandon();
                throw;
            }
        }
    }

    private sealed record Append(BusMessage Message, int Size, TaskCompletionSource<bool> Kept);

    [LoggerMessage(300, LogLevel.Warning, "The journal of queue {Queue} could not be written.")]
    private static partial void LogCommitFailed(ILogger logger, Exception failure, string queue);
}
