namespace Functions.LocalHost.ServiceBus;

/// <content>What one commit holds.</content>
internal sealed partial class QueueJournal
{
    private const int MaxRowsWritten = 2;
    private const int MaxSettlements = 5_000;

    /// <summary>Everything that waits, up to what a commit can hold; null when nothing does.</summary>
    private Batch? Gather()
    {
        var batch = new Batch(this);
        TakeGarbage(batch); // before this batch's settlements: a row is written and deleted in different commits
        TakeMessages(batch);
        TakeSettlements(batch);
        return batch.Rows.Count + batch.Deletes.Count + batch.Duplicates.Count == 0 ? null : batch;
    }

    private void TakeMessages(Batch batch)
    {
        var size = 64;
        var taken = new List<Append>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        _recent.Forget(_time.GetUtcNow());
        while (_appends.Reader.TryPeek(out var next) && (taken.Count == 0 || size + next.Size <= _store.MaxRowBytes))
        {
            _appends.Reader.TryRead(out _);
            if (_recent.IsOn && (_recent.Contains(next.Message.MessageId) || !ids.Add(next.Message.MessageId)))
            {
                batch.Duplicates.Add(next.Kept);
                continue;
            }

            size += next.Size;
            taken.Add(next);
        }

        if (taken.Count > 0)
        {
            batch.AddMessages(taken);
        }
    }

    private void TakeSettlements(Batch batch)
    {
        List<(QueuedMessage Message, Settlement Settlement)> settled;
        lock (_gate)
        {
            settled = _settled.Count <= MaxSettlements ? _settled : _settled[..MaxSettlements];
            _settled = _settled.Count <= MaxSettlements ? [] : _settled[MaxSettlements..];
        }

        if (settled.Count > 0)
        {
            batch.AddSettlements(settled);
        }
    }

    // Segments are in the order of their age; the few that are old and not settled are stepped over.
    private void TakeGarbage(Batch batch)
    {
        var oldest = _time.GetUtcNow() - _recent.Length;
        for (var node = _segments.First; node is not null && node.Value.Newest <= oldest;)
        {
            var next = node.Next;
            if (node.Value.Unsettled == 0)
            {
                _segments.Remove(node);
                Discard(node.Value);
            }

            node = next;
        }

        while (batch.Deletes.Count < _store.MaxCommitRows - MaxRowsWritten && _garbage.TryDequeue(out var key))
        {
            batch.Deletes.Add(key);
        }
    }

    private void Discard(JournalSegment segment)
    {
        _garbage.Enqueue(segment.RowKey);
        foreach (var settlements in segment.Settlements)
        {
            if (--settlements.References == 0)
            {
                _garbage.Enqueue(settlements.RowKey);
            }
        }
    }

    /// <summary>Rows to write and delete, and who waits for them.</summary>
    private sealed class Batch(QueueJournal journal)
    {
        private readonly List<(Append Append, QueuedMessage Message)> _messages = [];

        public List<JournalRow> Rows { get; } = [];

        public List<string> Deletes { get; } = [];

        public List<TaskCompletionSource<bool>> Duplicates { get; } = [];

        public void AddMessages(IReadOnlyList<Append> taken)
        {
            var first = journal._nextSequence;
            journal._nextSequence += taken.Count;
            var segment = new JournalSegment(SegmentKey(first), taken.Max(append => append.Message.EnqueuedAt)) { Unsettled = taken.Count };
            journal._segments.AddLast(segment);
            for (var i = 0; i < taken.Count; i++)
            {
                _messages.Add((taken[i], new QueuedMessage(first + i, taken[i].Message, segment)));
            }

            Rows.Add(new JournalRow(segment.RowKey, JournalCodec.WriteSegment(first, [.. taken.Select(append => append.Message)])));
        }

        public void AddSettlements(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settled)
        {
            var row = new JournalSettlements(SettlementKey(journal._nextSettlement++));
            foreach (var (message, settlement) in settled)
            {
                Note(message, settlement, row);
            }

            Rows.Add(new JournalRow(row.RowKey, JournalCodec.WriteSettlements([.. settled.Select(each => each.Settlement)])));
        }

        /// <summary>It is committed: tell those who wait.</summary>
        public void Kept(Action<QueuedMessage> accepted)
        {
            foreach (var (append, message) in _messages)
            {
                journal._recent.Add(message.Message.MessageId, message.Message.EnqueuedAt);
                append.Kept.TrySetResult(true);
                accepted(message);
            }

            Duplicates.ForEach(duplicate => duplicate.TrySetResult(false));
        }

        /// <summary>The host stops before it is known whether it is committed.</summary>
        public void Abandon()
        {
            _messages.ForEach(each => each.Append.Kept.TrySetCanceled());
            Duplicates.ForEach(duplicate => duplicate.TrySetCanceled());
        }
    }
}
