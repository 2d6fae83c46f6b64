using Billing.Core.Contracts;
using Billing.Core.Customers;

namespace Billing.Core.Invoicing;

/// <summary>Everything that one customer's invoices are computed from.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Contracts">Each once, in any order; all of this customer.</param>
/// <param name="Ledgers">At most one per contract; a contract without one was never billed.</param>
public sealed record CustomerAccount(CustomerId Customer, IReadOnlyList<Contract> Contracts, IReadOnlyDictionary<ContractId, ContractLedger> Ledgers);
