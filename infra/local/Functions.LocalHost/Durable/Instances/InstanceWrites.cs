using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Storage;

using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>The rows of one commit.</summary>
internal sealed class InstanceWrites
{
    // A page that has less than this is filled up before a new one is begun: few rows to read back, little to write again.
    private const int SmallPage = 8 * 1024;

    private readonly InstanceChange _change;

    private InstanceWrites(InstanceChange change) => _change = change;

    /// <summary>Pages that mean nothing until the state row names them: history, work, the body of a record that is too big for its row.</summary>
    public List<TableWrite> Pages { get; } = [];

    /// <summary>The write that is the commit.</summary>
    public TableWrite State { get; private set; } = null!;

    /// <summary>How many rows beside its own the record fills.</summary>
    public int BodyPages { get; private set; }

    /// <summary>Pages that nothing refers to after the commit.</summary>
    public List<TableWrite> Spent { get; } = [];

    /// <summary>Sets the commit number and the pages in <see cref="InstanceChange.After"/> and makes the rows.</summary>
    public static InstanceWrites Create(InstanceChange change)
    {
        var writes = new InstanceWrites(change);
        change.After.Commit++;
        writes.AddHistory();
        writes.AddWork();
        writes.AddState();
        return writes;
    }

    /// <summary>The places of the pages, lengthened by new bytes; answers the first page that has to be written.</summary>
    internal static int Extend(RepeatedField<int> pages, int newBytes)
    {
        var first = pages.Count > 0 && pages[^1] < SmallPage ? pages.Count - 1 : pages.Count;
        if (first < pages.Count)
        {
            var taken = Math.Min(PackedBytes.PageSize - pages[first], newBytes);
            pages[first] += taken;
            newBytes -= taken;
        }

        for (; newBytes > 0; newBytes -= Math.Min(PackedBytes.PageSize, newBytes))
        {
            pages.Add(Math.Min(PackedBytes.PageSize, newBytes));
        }

        return first;
    }

    private void AddHistory()
    {
        if (_change.History is not { } history || _change.NewBytes == 0)
        {
            return;
        }

        var pages = _change.After.Pages;
        var first = Extend(pages, _change.NewBytes);
        var at = pages.Take(first).Sum();
        for (var page = first; page < pages.Count; at += pages[page], page++)
        {
            AddPage(_change.Key.History(page), history.Span.Slice(at, pages[page]));
        }

        _change.After.StoredPages = Math.Max(_change.After.StoredPages, pages.Count);
    }

    private void AddWork()
    {
        if (_change.Work is { } work)
        {
            var count = AddPages(work.ToByteArray(), page => _change.Key.Work(_change.After.Commit, page));
            _change.After.Work.Add(new WorkPages { Commit = _change.After.Commit, Count = count });
        }

        foreach (var spent in _change.After.TakeSpentWork())
        {
            AddSpent(spent.Count, page => _change.Key.Work(spent.Commit, page));
        }
    }

    private void AddState()
    {
        var after = _change.After;
        var row = new TableRow(_change.Key.PartitionKey, _change.Key.State)
        {
            ["Id"] = after.InstanceId,
            ["Status"] = (int)after.Status,
            ["Created"] = after.Created.ToDateTimeOffset(),
            ["Active"] = after.IsActive(),
        };
        var body = after.ToByteArray();
        if (body.Length <= PackedBytes.MaxInline)
        {
            PackedBytes.Set(row, body);
        }
        else
        {
            BodyPages = AddPages(body, page => _change.Key.Body(after.Commit, page));
            row["BodyCommit"] = after.Commit;
            row["BodyPages"] = BodyPages;
        }

        State = _change.Before.Record is null ? TableWrite.Insert(row) : TableWrite.Replace(row, _change.Before.ETag);
        AddSpent(_change.Before.BodyPages, page => _change.Key.Body(_change.Before.Record!.Commit, page));
    }

    private int AddPages(byte[] bytes, Func<int, string> rowKey)
    {
        var count = PackedBytes.PageCount(bytes.Length);
        for (var page = 0; page < count; page++)
        {
            AddPage(rowKey(page), PackedBytes.Page(bytes, page));
        }

        return count;
    }

    private void AddPage(string rowKey, ReadOnlySpan<byte> bytes)
    {
        var row = new TableRow(_change.Key.PartitionKey, rowKey);
        PackedBytes.Set(row, bytes);
        Pages.Add(TableWrite.InsertOrReplace(row));
    }

    private void AddSpent(int count, Func<int, string> rowKey)
    {
        for (var page = 0; page < count; page++)
        {
            Spent.Add(TableWrite.Delete(_change.Key.PartitionKey, rowKey(page)));
        }
    }
}
