using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Tables;
using Billing.Adapters.Storage.Transactions;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

using Testing;

namespace Billing.Adapters.Tests.Storage.Transactions;

/// <summary>A store on Azurite with a clock that the test moves, and an app of its own in the shared tables.</summary>
internal sealed class StoreFixture
{
    private StoreFixture(TableServiceClient tables)
    {
        Tables = tables;
        Ids = new UlidGenerator(Time);
        Store = new TransactionStore(tables, Ids, Time);
    }

    public FixedTime Time { get; } = FixedTime.AtNoon();

    public DateTimeOffset Now => Time.GetUtcNow();

    public TableServiceClient Tables { get; }

    public UlidGenerator Ids { get; }

    public TransactionStore Store { get; }

    public AppKey App { get; } = AppKey.Parse(AzuriteFixture.UniqueName("a"));

    public TableClient Rows => Tables.GetTableClient(TransactionRowNames.TableName);

    public TransactionIndex Index => new(Tables.GetTableClient(TransactionIndexRows.TableName), Time);

    public static async Task<StoreFixture> OpenAsync()
    {
        var tables = await AzuriteConnection.TablesAsync();
        await new BillingStorage(tables).EnsureTablesAsync();
        return new StoreFixture(tables);
    }

    public TransactionId Id(string record) => TransactionId.ForRecord(App, record);

    public TransactionState State(string record, TransactionStatus status = TransactionStatus.Draft, DateTimeOffset? due = null) => new()
    {
        Id = Id(record),
        RecordId = record,
        Status = status,
        StatusSince = Now,
        ProgressAt = Now,
        NextDueAt = due,
    };

    public TransactionCommand Command(CommandKind kind = CommandKind.CreditCheck) => new(Ids.Next().ToString(), kind, "user1", 3, Now);

    public TimelineEntry Entry(string code) => new(Now, code, "日本語", "English", TransactionStatus.Draft, "user1");

    /// <summary>Commits the first state of a record.</summary>
    public async Task<TransactionState> CreateAsync(string record, TransactionStatus status = TransactionStatus.Draft, DateTimeOffset? due = null)
    {
        var state = State(record, status, due);
        Assert.True(await CommitAsync(state, null));
        return state;
    }

    public Task<bool> CommitAsync(TransactionState state, string? version) =>
        Store.CommitAsync(new TransactionCommit { State = state, ExpectedVersion = version }, CancellationToken.None);

    public Task<TransactionRows> ReadAsync(string record) => Store.ReadAsync(Id(record), CancellationToken.None);

    /// <summary>Puts something else where the state's JSON was.</summary>
    public async Task DamageAsync(string record) => await Rows.UpdateEntityAsync(
        new TableEntity(TransactionRowNames.Partition(Id(record)), TransactionRowNames.State) { { "Data", "{\"damage" } }, Azure.ETag.All, TableUpdateMode.Merge);

    /// <summary>What is due of this fixture's app.</summary>
    public async Task<List<string>> DueAsync(DateTimeOffset dueBy)
    {
        var due = new List<string>();
        await foreach (var id in Store.FindDueAsync(dueBy, CancellationToken.None))
        {
            if (id.App == App)
            {
                due.Add(id.Record);
            }
        }

        return due;
    }

    /// <summary>Every index row of a record, by key.</summary>
    public async Task<List<string>> HintsAsync(string record)
    {
        var partition = TransactionIndexRows.Partition(Id(record));
        var keys = new List<string>();
        await foreach (var row in Tables.GetTableClient(TransactionIndexRows.TableName)
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
        {
            if (row.RowKey.EndsWith("-" + record, StringComparison.Ordinal))
            {
                keys.Add(row.RowKey);
            }
        }

        return keys;
    }
}
