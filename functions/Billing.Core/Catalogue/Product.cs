using Billing.Core.Attributes;
using Billing.Core.Contracts;
using Billing.Core.Money;
using Billing.Core.Suppliers;

namespace Billing.Core.Catalogue;

/// <summary>
/// 商品テンプレート: what can be sold, and at which terms from now on. Contracts keep the terms of the day they were ordered
/// (<see cref="ContractTerms"/>, design §5 no. 4), so that editing a product changes nothing that was sold.
/// </summary>
public sealed record Product
{
    public required ProductId Id { get; init; }

    /// <summary>商品名.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>B01: 商品は「作成中」で作成される.</summary>
    public ProductStatus Status { get; init; } = ProductStatus.Draft;

    public required FeePattern Pattern { get; init; }

    /// <summary>初期費用 per unit, or for the whole contract when it is not linked to the quantity; zero when the pattern has none.</summary>
    public Yen InitialFee { get; init; }

    /// <summary>月額 per unit; zero when the pattern has none.</summary>
    public Yen MonthlyFee { get; init; }

    /// <summary>初期費用の数量連動 ON/OFF (B35, B36).</summary>
    public bool InitialFeeByQuantity { get; init; }

    /// <summary>無料期間, in months (B34): it proposes the billing start, which completing the order fixes (B25).</summary>
    public int FreeMonths { get; init; }

    public required TaxCategory Tax { get; init; }

    public required PriceBasis Basis { get; init; }

    /// <summary>仕入先, where the product is another company's.</summary>
    public SupplierId? Supplier { get; init; }

    /// <summary>B43, as data.</summary>
    public BillingCycle Cycle { get; init; } = new();

    /// <summary>B05: the linked attributes, in the order in which they are asked (B09).</summary>
    public IReadOnlyList<AttributeId> Attributes { get; init; } = [];

    /// <summary>B02: 「公開中」の商品だけが販売できる.</summary>
    public bool CanBeSold => Status == ProductStatus.Published;

    /// <summary>The terms of a contract ordered now.</summary>
    public ContractTerms ToTerms() => new()
    {
        Pattern = Pattern,
        InitialFee = InitialFee,
        MonthlyFee = MonthlyFee,
        InitialFeeByQuantity = InitialFeeByQuantity,
        Tax = Tax,
        Basis = Basis,
    };

    /// <summary>B34: 無料期間の後から課金する. The billing start that is proposed for a service that opens on that day.</summary>
    public DateOnly ProposedBillingStart(DateOnly opening) => opening.AddMonths(FreeMonths);
}
