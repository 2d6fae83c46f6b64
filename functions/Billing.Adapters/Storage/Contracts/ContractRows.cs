using System.Globalization;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Contracts;

/// <summary>
/// Rows of table <c>Billing</c> that orders write: partition = the customer's id, so that an order and the contracts it changes are one entity-group
/// write, together with what the billing run keeps there.
/// </summary>
public static class ContractRows
{
    public const string BasicPrefix = "basic-";
    public const string OrderPrefix = "order-";
    public const string ContractPrefix = "contract-";

    private const int LineDigits = 3;
    private static readonly Dictionary<string, object?> Open = new() { [DocumentTable.OpenColumn] = true };

    public static string Partition(CustomerId customer) => customer.Value;

    public static string Row(BasicContractId id) => BasicPrefix + id.Value;

    public static string Row(OrderId id) => OrderPrefix + id.Value;

    public static string Row(ContractId id) => ContractPrefix + id.Value;

    /// <summary>The id of the contract that a line of a new order makes: the order's id and the line's number, by which its customer is found.</summary>
    public static ContractId IdOf(OrderId order, int line) => ContractId.Parse(string.Create(CultureInfo.InvariantCulture, $"{order}-{line + 1:D2}"));

    /// <summary>The order that made the contract; null when the id is of another form.</summary>
    public static OrderId? OrderOf(ContractId contract)
    {
        var text = contract.Value;
        return text.Length > LineDigits && text[^LineDigits] == '-' && OrderId.TryParse(text[..^LineDigits], out var order) ? order : null;
    }

    public static DocumentWrite Insert(Order order) => DocumentWrite.Insert(Row(order.Id), order, ColumnsOf(order));

    public static DocumentWrite Insert(ContractRecord contract) => DocumentWrite.Insert(Row(contract.Contract.Id), contract, ColumnsOf(contract));

    public static DocumentWrite Replace(StoredDocument<Order> former, Order order) => DocumentWrite.Replace(former, order, ColumnsOf(order));

    public static DocumentWrite Replace(StoredDocument<ContractRecord> former, ContractRecord contract) => DocumentWrite.Replace(former, contract, ColumnsOf(contract));

    private static Dictionary<string, object?>? ColumnsOf(Order order) => order.Status == OrderStatus.Processing ? Open : null;

    // A cancelled contract no longer runs, although its last months may still have to be billed: those rows are kept in any case.
    private static Dictionary<string, object?>? ColumnsOf(ContractRecord contract) =>
        contract.OpenOrder is not null || (contract.Contract.Orders.Count > 0 && contract.EndsOn is null) ? Open : null;
}
