using Billing.Adapters.Storage.DeadLetters;
using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Adapters.Storage.Tables;
using Billing.Adapters.Storage.Transactions;

namespace Billing.Adapters.Storage;

/// <summary>The app's own tables: made at the start, reachable or not.</summary>
public sealed class BillingStorage
{
    private static readonly string[] TableNames =
        [TransactionRowNames.TableName, TransactionIndexRows.TableName, DeadLetterRows.TableName, InvoiceIndex.TableName, .. DocumentTables.Names];

    private readonly TableServiceClient _tables;

    internal BillingStorage(TableServiceClient tables) => _tables = tables;

    /// <summary>Makes the tables that are missing. Repeatable, and several instances may do it at once.</summary>
    /// <exception cref="Azure.RequestFailedException">The account refuses, or cannot be reached (status 0).</exception>
    public Task EnsureTablesAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(TableNames.Select(name => _tables.CreateTableIfNotExistsAsync(name, cancellationToken)));

    /// <summary>Reads one key that is never there: returns when the tables answer.</summary>
    /// <exception cref="Azure.RequestFailedException">They do not.</exception>
    public Task ProbeAsync(CancellationToken cancellationToken = default) =>
        _tables.GetTableClient(TransactionRowNames.TableName)
            .GetEntityIfExistsAsync<TableEntity>("probe", "probe", cancellationToken: cancellationToken);
}
