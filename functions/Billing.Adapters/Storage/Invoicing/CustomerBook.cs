using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>What billing reads of one customer: contracts, ledgers with their versions, and the documents of one month.</summary>
public sealed class CustomerBook
{
    internal CustomerBook(CustomerId customer) => Customer = customer;

    public CustomerId Customer { get; }

    public List<Contract> Contracts { get; } = [];

    internal List<StoredDocument<LedgerPage>> Ledgers { get; } = [];

    /// <summary>The month's documents.</summary>
    public List<StoredDocument<StoredInvoice>> Invoices { get; } = [];

    /// <summary>What the month's run did already; null when it has done nothing.</summary>
    public StoredDocument<StoredBill>? Bill { get; internal set; }

    /// <summary>A row cannot be read: nothing may be computed of this customer.</summary>
    public bool IsDamaged { get; internal set; }

    /// <exception cref="InvalidDataException">A row cannot be read.</exception>
    public CustomerAccount ToAccount() => IsDamaged ? throw new InvalidDataException($"A row of customer {Customer} cannot be read.") : new(
        Customer, Contracts, Ledgers.SelectMany(page => page.Value.Ledgers).ToDictionary(ledger => ledger.Contract, LedgerPacking.Unpack));
}
