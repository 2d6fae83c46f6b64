using System.Globalization;
using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Contracts;

/// <summary>
/// B18: which basic contracts become 販売中 on which day: hints <c>sale-{date}-{basic contract}</c> in partition <c>~sales</c> of table <c>Billing</c>,
/// written before the basic contract is scheduled. They only help the timer to write down what the date has done.
/// </summary>
public sealed class ScheduledSales(DocumentTables tables, UlidGenerator ulids)
{
    private const string Partition = "~sales";
    private const string Prefix = "sale-";

    public async Task NoteAsync(BasicContract contract, CancellationToken cancellationToken)
    {
        var hint = new ScheduledSale(contract.Id, contract.Customer, contract.SaleStart!.Value);
        await tables.Billing.WriteAsync(Partition, ulids.Next().ToString(), [DocumentWrite.Put(Row(hint), hint)], cancellationToken);
    }

    /// <summary>Those whose day has come, the earliest first.</summary>
    public async IAsyncEnumerable<StoredDocument<ScheduledSale>> DueAsync(DateOnly today, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var sale in tables.Billing.ScanAsync<ScheduledSale>(Partition, Prefix, cancellationToken))
        {
            if (sale.Value.On > today)
            {
                yield break;
            }

            yield return sale;
        }
    }

    public async Task DropAsync(StoredDocument<ScheduledSale> sale, CancellationToken cancellationToken) =>
        await tables.Billing.WriteAsync(Partition, ulids.Next().ToString(), [DocumentWrite.Delete(sale)], cancellationToken);

    private static string Row(ScheduledSale sale) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sale.On:yyyy-MM-dd}-{sale.Contract}");
}

/// <summary>A basic contract that becomes 販売中 on that day.</summary>
public sealed record ScheduledSale(BasicContractId Contract, CustomerId Customer, DateOnly On);
