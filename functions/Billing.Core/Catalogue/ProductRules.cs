using Billing.Core.Attributes;
using Billing.Core.Money;
using Billing.Core.Validation;

namespace Billing.Core.Catalogue;

/// <summary>What a product must be (B01 to B03, B32, B34, B43), and how attributes are linked to it (B05, B08).</summary>
public static class ProductRules
{
    /// <summary>So much a fee is at most; with the largest quantity of an order it stays far below what an amount can hold.</summary>
    public const long HighestFee = 999_999_999;

    /// <summary>So many attributes a product can ask.</summary>
    public const int MostAttributes = 100;

    private const int LongestName = 100;
    private const int LongestDescription = 2000;
    private const int MostFreeMonths = 36;

    /// <summary>B01, B03: the same in both states. What is wrong, by field.</summary>
    public static IReadOnlyList<FieldError> Validate(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        var errors = new FieldErrors();
        errors.Text("name", product.Name, LongestName);
        errors.OptionalText("description", product.Description, LongestDescription, lines: true);
        errors.Defined("status", product.Status);
        errors.Defined("pattern", product.Pattern);
        errors.Defined("tax", product.Tax);
        errors.Defined("basis", product.Basis);
        ValidateFees(errors, product);
        ValidateCycle(errors, product.Cycle);
        return errors.All;
    }

    /// <summary>B05: 項目を商品に紐づける. Linked already changes nothing; null when there is no room.</summary>
    public static Product? Link(Product product, AttributeId attribute)
    {
        ArgumentNullException.ThrowIfNull(product);
        return product.Attributes.Contains(attribute) ? product
            : product.Attributes.Count == MostAttributes ? null
            : product with { Attributes = [.. product.Attributes, attribute] };
    }

    /// <summary>B08: 商品ごとに紐づけを解除する.</summary>
    public static Product Unlink(Product product, AttributeId attribute)
    {
        ArgumentNullException.ThrowIfNull(product);
        return product with { Attributes = [.. product.Attributes.Where(linked => linked != attribute)] };
    }

    // B32: 初期費用＋月額・月額のみ・初期費用のみ. A fee that the pattern does not have would be lost silently.
    private static void ValidateFees(FieldErrors errors, Product product)
    {
        errors.Range("initialFee", product.InitialFee.Amount, 0, HighestFee);
        errors.Range("monthlyFee", product.MonthlyFee.Amount, 0, HighestFee);
        errors.Range("freeMonths", product.FreeMonths, 0, MostFreeMonths);
        if (product.Pattern == FeePattern.MonthlyOnly && product.InitialFee != Yen.Zero)
        {
            NotInPattern(errors, "initialFee");
        }

        if (product.Pattern == FeePattern.MonthlyOnly && product.InitialFeeByQuantity)
        {
            NotInPattern(errors, "initialFeeByQuantity");
        }

        if (product.Pattern == FeePattern.InitialOnly && product.MonthlyFee != Yen.Zero)
        {
            NotInPattern(errors, "monthlyFee");
        }
    }

    private static void NotInPattern(FieldErrors errors, string field) =>
        errors.Add(field, "not_in_pattern", "この課金パターンでは指定できません。", "The fee pattern does not have this.");

    private static void ValidateCycle(FieldErrors errors, BillingCycle cycle)
    {
        errors.Range("cycle.closingDay", cycle.ClosingDay, 1, 31);
        errors.Range("cycle.intervalMonths", cycle.IntervalMonths, 1, 12);
        errors.Range("cycle.paymentMonthsLater", cycle.PaymentMonthsLater, 0, 12);
        errors.Range("cycle.paymentDay", cycle.PaymentDay, 1, 31);
    }
}
