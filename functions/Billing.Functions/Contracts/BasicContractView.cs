using Billing.Core.Attributes;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;
using Billing.Functions.Catalogue;
using Billing.Functions.Hosting;

namespace Billing.Functions.Contracts;

/// <summary>A basic contract as it is shown, with its status of today (B18).</summary>
internal sealed record BasicContractView(
    string Id, string CustomerId, string Name, string? Notes, BasicContractStatus Status, string StatusJa, DateOnly? SaleStart, IReadOnlyList<string> ProductIds)
{
    public static BasicContractView Of(BasicContract contract, DateOnly today) => new(
        contract.Id.Value, contract.Customer.Value, contract.Name, contract.Notes, contract.StatusOn(today), Label(contract.StatusOn(today)), contract.SaleStart,
        [.. contract.Products.Select(product => product.Value)]);

    /// <summary>The names of the fields in which the two differ, for the audit entry.</summary>
    public static IReadOnlyList<string> Changes(BasicContract before, BasicContract after, DateOnly today) =>
        FieldChanges.Of(Of(before, today), Of(after, today), ContractsJson.Readable.BasicContractView);

    private static string Label(BasicContractStatus status) => status switch
    {
        BasicContractStatus.Draft => "作成中",
        BasicContractStatus.Scheduled => "販売予定",
        _ => "販売中",
    };
}

/// <summary>What can be ordered under a basic contract now (B21, B41).</summary>
internal sealed record OffersView(string BasicContractId, IReadOnlyList<OfferView> Offers);

/// <summary>One product that can be ordered, with what is asked then (B09). What the company alone should know, such as the supplier, is left out.</summary>
internal sealed record OfferView(
    string ProductId,
    string Name,
    string? Description,
    FeePattern Pattern,
    long InitialFee,
    long MonthlyFee,
    bool InitialFeeByQuantity,
    int FreeMonths,
    TaxCategory Tax,
    PriceBasis Basis,
    IReadOnlyList<AttributeView> Attributes)
{
    public static OfferView Of(Product product, IEnumerable<AttributeDefinition> asked) => new(
        product.Id.Value, product.Name, product.Description, product.Pattern, product.InitialFee.Amount, product.MonthlyFee.Amount, product.InitialFeeByQuantity,
        product.FreeMonths, product.Tax, product.Basis, [.. asked.Select(AttributeView.Of)]);
}
