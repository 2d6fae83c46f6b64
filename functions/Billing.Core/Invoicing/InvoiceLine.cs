using System.Globalization;

using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>請求明細 (B39): one fee of one contract for one service month; a negative quantity gives back what was billed too much.</summary>
public sealed record InvoiceLine
{
    public required ContractId Contract { get; init; }

    /// <summary>契約名 at the time of the calculation.</summary>
    public required string ContractName { get; init; }

    public required ProductId Product { get; init; }

    public required FeeKey Fee { get; init; }

    /// <summary>Units; never zero.</summary>
    public required int Quantity { get; init; }

    /// <summary>Per unit, in the invoice's basis.</summary>
    public required Yen UnitPrice { get; init; }

    /// <summary>税区分 by the service month.</summary>
    public required TaxCode Tax { get; init; }

    public Yen Amount => UnitPrice * Quantity;

    /// <summary>As the invoice shows it: the contract's name, the fee and the service month; a line that gives back says so.</summary>
    public string Label => string.Create(
        CultureInfo.InvariantCulture,
        $"{ContractName} {(Fee.Kind == FeeKind.Initial ? "初期費用" : "月額")}（{Fee.Service.Year}年{Fee.Service.Month}月分{(Quantity < 0 ? "・減額" : "")}）");
}
