using System.Globalization;

using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Validation;

namespace Billing.Functions.Contracts;

/// <summary>A basic contract as it is sent.</summary>
internal sealed record BasicContractBody
{
    /// <summary>When it is made: the customer it is for. Not part of an edit.</summary>
    public string? CustomerId { get; init; }

    public string? Name { get; init; }

    public string? Notes { get; init; }

    public IReadOnlyList<string>? ProductIds { get; init; }

    /// <summary>When it is made: 「すぐに販売開始」(B15); else 「保存」(B16). Not part of an edit.</summary>
    public bool? StartNow { get; init; }

    /// <summary>Null with errors.</summary>
    public BasicContract? ToBasicContract(BasicContractId id, CustomerId customer, FieldErrors errors)
    {
        var products = new List<ProductId>();
        for (var index = 0; index < Math.Min(ProductIds?.Count ?? 0, BasicContractRules.MostProducts + 1); index++)
        {
            if (!ProductId.TryParse(ProductIds![index], out var product))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"productIds[{index}]"), "id_invalid", "IDの形式が正しくありません。", "This is not an id.");
                continue;
            }

            products.Add(product);
        }

        if (errors.Any)
        {
            return null;
        }

        var contract = new BasicContract { Id = id, Customer = customer, Name = Name?.Trim() ?? "", Notes = Notes, Products = products };
        errors.AddRange(BasicContractRules.Validate(contract));
        return errors.Any ? null : contract;
    }
}

/// <summary>Puts a basic contract on sale: today (B17), or on a date (B18).</summary>
internal sealed record SaleStartBody(DateOnly? SaleStart = null);
