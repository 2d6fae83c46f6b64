using Billing.Core.Contracts;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>請求済み台帳 of one contract as it is stored.</summary>
/// <param name="Fees">
/// In the order of their keys: <c>{service month} {quantity} {unit price} {order}</c> for an initial fee, <c>{first month}..{last month} {quantity}
/// {unit price}</c> for monthly fees that follow one another unchanged, so that a contract's ledger stays short over the years.
/// </param>
public sealed record StoredLedger(ContractId Contract, DateTimeOffset KnownThrough, IReadOnlyList<string> Fees);

/// <summary>The ledgers in one row.</summary>
public sealed record LedgerPage(IReadOnlyList<StoredLedger> Ledgers);
