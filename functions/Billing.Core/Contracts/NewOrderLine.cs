using Billing.Core.Attributes;
using Billing.Core.Catalogue;

namespace Billing.Core.Contracts;

/// <summary>A line that is asked for, before it is known whether it can be had.</summary>
/// <param name="Product">Null when there is no such product.</param>
/// <param name="Asked">B09: the attributes linked to the product now.</param>
/// <param name="Quantity">Units.</param>
/// <param name="ContractName">契約名; the product's name when left out.</param>
/// <param name="Answers">By attribute id.</param>
public sealed record NewOrderLine(
    Product? Product, IReadOnlyCollection<AttributeDefinition> Asked, int Quantity, string? ContractName, IReadOnlyDictionary<string, string?> Answers)
{
    /// <summary>The line as it is ordered, at the product's terms of now (design §5 no. 4).</summary>
    public OrderLine ToLine(ContractId contract) => new()
    {
        Contract = contract,
        Product = Product!.Id,
        ContractName = string.IsNullOrWhiteSpace(ContractName) ? Product.Name : ContractName.Trim(),
        Quantity = Quantity,
        Terms = Product.ToTerms(),
        FreeMonths = Product.FreeMonths,
        Attributes = AttributeAnswers.Kept(Answers!),
    };
}
