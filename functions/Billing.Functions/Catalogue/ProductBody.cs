using Billing.Core.Catalogue;
using Billing.Core.Money;
using Billing.Core.Suppliers;
using Billing.Core.Validation;

namespace Billing.Functions.Catalogue;

/// <summary>A product as it is sent. Fees are whole yen; what is left out has its default.</summary>
internal sealed record ProductBody
{
    /// <summary>When it is made: the company's own id, or left out for a new one. Not part of an edit.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public ProductStatus? Status { get; init; }

    public FeePattern? Pattern { get; init; }

    public long InitialFee { get; init; }

    public long MonthlyFee { get; init; }

    public bool InitialFeeByQuantity { get; init; }

    public int FreeMonths { get; init; }

    public TaxCategory? Tax { get; init; }

    public PriceBasis? Basis { get; init; }

    public string? SupplierId { get; init; }

    public BillingCycle? Cycle { get; init; }

    /// <summary>The product that this makes of the former one, or of nothing; null with errors.</summary>
    public Product? ToProduct(ProductId id, Product? former, FieldErrors errors)
    {
        if (Pattern is null)
        {
            errors.Required("pattern");
        }

        if (Tax is null)
        {
            errors.Required("tax");
        }

        if (Basis is null)
        {
            errors.Required("basis");
        }

        var supplier = Supplier(errors);
        var product = new Product
        {
            Id = id,
            Name = Name?.Trim() ?? "",
            Description = Description,
            Status = Status ?? former?.Status ?? ProductStatus.Draft,
            Pattern = Pattern ?? default,
            InitialFee = new Yen(InitialFee),
            MonthlyFee = new Yen(MonthlyFee),
            InitialFeeByQuantity = InitialFeeByQuantity,
            FreeMonths = FreeMonths,
            Tax = Tax ?? default,
            Basis = Basis ?? default,
            Supplier = supplier,
            Cycle = Cycle ?? former?.Cycle ?? new BillingCycle(),
            Attributes = former?.Attributes ?? [],
        };
        errors.AddRange(ProductRules.Validate(product));
        return errors.Any ? null : product;
    }

    private SupplierId? Supplier(FieldErrors errors)
    {
        if (SupplierId is null)
        {
            return null;
        }

        if (!Core.Suppliers.SupplierId.TryParse(SupplierId, out var supplier))
        {
            errors.Add("supplierId", "id_invalid", "IDの形式が正しくありません。", "This is not an id.");
        }

        return supplier;
    }
}
