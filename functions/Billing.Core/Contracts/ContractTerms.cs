using Billing.Core.Catalogue;
using Billing.Core.Money;

namespace Billing.Core.Contracts;

/// <summary>
/// What a contract was ordered at; it stays so whatever happens to the product (design §5 no. 4).
/// Fees are per unit and for a whole month, in the contract's basis; there is no proration (B33).
/// </summary>
public sealed record ContractTerms
{
    public required FeePattern Pattern { get; init; }

    /// <summary>初期費用; zero when the pattern has none.</summary>
    public Yen InitialFee { get; init; }

    /// <summary>月額; zero when the pattern has none.</summary>
    public Yen MonthlyFee { get; init; }

    /// <summary>初期費用の数量連動: ON charges each new and added order by its own quantity (B35), OFF the new order once (B36).</summary>
    public bool InitialFeeByQuantity { get; init; }

    public required TaxCategory Tax { get; init; }

    public required PriceBasis Basis { get; init; }
}
