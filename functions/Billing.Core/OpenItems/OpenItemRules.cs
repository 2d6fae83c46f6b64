using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.OpenItems;

/// <summary>
/// B42: 顧客ごとの支払方法により、請求は後払いサービスの取引か消込の対象のどちらか一方になる. What a confirmed document becomes.
/// </summary>
public static class OpenItemRules
{
    /// <param name="document">The document's key.</param>
    /// <param name="total">ご請求金額, tax included; negative for a credit.</param>
    /// <param name="dueOn">支払期日.</param>
    /// <param name="method">The customer's payment method when the document was confirmed.</param>
    /// <param name="provider">The provider's key, with <see cref="PaymentMethod.Provider"/>.</param>
    /// <param name="since">When it was confirmed.</param>
    /// <returns>Null when nothing is owed: a total of zero is an invoice and no debt.</returns>
    /// <exception cref="InvoicingInvariantException">The item would go both ways or neither, or an invoice would owe to the customer.</exception>
    public static OpenItem? Of(InvoiceKey document, Yen total, DateOnly? dueOn, PaymentMethod method, string? provider, DateTimeOffset since)
    {
        if (total == Yen.Zero)
        {
            return null;
        }

        var route = method == PaymentMethod.Provider ? OpenItemRoute.Provider : OpenItemRoute.Reconciliation;
        var item = new OpenItem
        {
            Document = document,
            Side = total.IsNegative ? OpenItemSide.Refund : OpenItemSide.Claim,
            Amount = total.IsNegative ? -total : total,
            DueOn = dueOn,
            Route = route,
            Provider = route == OpenItemRoute.Provider ? provider : null,
            State = route == OpenItemRoute.Provider ? OpenItemState.AwaitsProvider : OpenItemState.Open,
            Since = since,
        };
        Check(item);
        return item;
    }

    /// <summary>Exactly one route; a claim comes from an invoice and a refund from a credit.</summary>
    /// <exception cref="InvoicingInvariantException">It does not hold.</exception>
    public static void Check(OpenItem item)
    {
        if ((item.Route == OpenItemRoute.Provider) != (item.Provider is { Length: > 0 }) || (item.Route == OpenItemRoute.Provider && item.State == OpenItemState.Open))
        {
            throw new InvoicingInvariantException($"The item of {item.Document} goes to {item.Route} as {item.State} with provider '{item.Provider}'; exactly one way was expected.");
        }

        if ((item.Side == OpenItemSide.Claim) != (item.Document.Kind == DocumentKind.Invoice) || item.Amount <= Yen.Zero)
        {
            throw new InvoicingInvariantException($"The item of {item.Document} is a {item.Side} of {item.Amount}; a claim of an invoice or a refund of a credit was expected.");
        }
    }
}
