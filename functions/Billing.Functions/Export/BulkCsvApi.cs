using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Customers;
using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Functions.Hosting;
using Billing.Functions.Invoicing;

using Functions.CustomHandler;

namespace Billing.Functions.Export;

/// <summary>B46: 一括CSV出力 of customers and of contracts, for the partner; invoices have their own (B40). Written while it is read: memory is bounded.</summary>
internal sealed class BulkCsvApi(ApiRequests api, CustomerStore customers, ContractStore contracts, TimeProvider time, ILogger<BulkCsvApi> logger)
{
    /// <summary>One row for each customer, in the order of their ids; deleted ones, of whom only what the law requires is kept, with <c>deleted=true</c>.</summary>
    [Function("GetCustomersCsv")]
    public Task<IResult> CustomersAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers.csv")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () =>
            {
                var deleted = string.Equals(PageRequest.Text(request, "deleted"), "true", StringComparison.OrdinalIgnoreCase);
                return Task.FromResult<IResult>(new CsvAnswer("customers", CsvAnswer.EncodingOf(request), async (csv, token) =>
                {
                    await csv.HeaderAsync(CustomerCsv.Header, token);
                    await foreach (var customer in customers.Table.ScanAsync<Customer>(CustomerRows.Partition, CustomerRows.Prefix, token))
                    {
                        if (deleted || customer.Value.Status == CustomerStatus.Active)
                        {
                            await CustomerCsv.AddAsync(csv, customer.Value, token);
                        }
                    }
                })
                {
                    OnReplaced = count => logger.CharactersReplaced(count, "customers"),
                });
            },
            cancellationToken);

    /// <summary>One row for each contract, customer by customer; with <c>customer=</c> of that one only.</summary>
    [Function("GetContractsCsv")]
    public Task<IResult> ContractsAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "contracts.csv")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () =>
            {
                var (one, today) = (CustomerOf(request), TokyoTime.DateOf(time.GetUtcNow()));
                return Task.FromResult<IResult>(new CsvAnswer("contracts", CsvAnswer.EncodingOf(request), async (csv, token) =>
                {
                    await csv.HeaderAsync(ContractCsv.Header, token);
                    await foreach (var customer in CustomersAsync(one, token))
                    {
                        await foreach (var contract in contracts.Table.ScanAsync<ContractRecord>(ContractRows.Partition(customer), ContractRows.ContractPrefix, token))
                        {
                            await ContractCsv.AddAsync(csv, contract.Value, today, token);
                        }
                    }
                })
                {
                    OnReplaced = count => logger.CharactersReplaced(count, "contracts"),
                });
            },
            cancellationToken);

    private static CustomerId? CustomerOf(HttpRequest request) => PageRequest.Text(request, "customer") is not { } text ? null
        : CustomerId.TryParse(text, out var id) ? id
        : throw FieldProblem.Of("customer", "invalid", "customerは顧客IDです。", "A customer's id was expected.");

    private async IAsyncEnumerable<CustomerId> CustomersAsync(CustomerId? one, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (one is { } only)
        {
            yield return only;
            yield break;
        }

        await foreach (var customer in customers.Table.ScanAsync<Customer>(CustomerRows.Partition, CustomerRows.Prefix, cancellationToken))
        {
            yield return customer.Value.Id;
        }
    }
}
