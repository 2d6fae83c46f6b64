using Billing.Core.Catalogue;
using Billing.Core.Contracts;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>The lines of one contract on a document, its name and product said once.</summary>
/// <param name="Fees">
/// Each <c>{service month} {quantity} {unit price} {tax code}</c>, and for an initial fee its order's id: short, since ten thousand of them must fit
/// into one write, and still legible in a customer's data export.
/// </param>
public sealed record LineGroup(ContractId Contract, string Name, ProductId Product, IReadOnlyList<string> Fees);
