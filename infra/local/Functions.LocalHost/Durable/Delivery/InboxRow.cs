namespace Functions.LocalHost.Durable.Delivery;

/// <summary>One stored batch of the inbox: it may go when all of its messages have been taken in.</summary>
internal sealed class InboxRow(string rowKey, int rows, int messages, Action<InboxRow> spent)
{
    private int _outstanding = messages;

    public string RowKey => rowKey;

    /// <summary>How many rows the batch fills.</summary>
    public int Rows => rows;

    /// <summary>One message has been taken in or dropped for good.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0)
        {
            spent(this);
        }
    }
}
