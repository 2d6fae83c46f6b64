using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Billing.Core.Transactions;

/// <summary>
/// SHA-256 over everything of an order that a provider decides credit on: equal hashes = equal contents. The day of completion
/// (作業完了日) is left out, because it is entered after the credit check and travels only with the invoice request.
/// </summary>
public static class ContentHash
{
    public static string Of(OrderContent order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var text = new StringBuilder();
        Append(text, order.OrderNumber);
        Append(text, order.OrderedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Append(text, order.CompanyName);
        Append(text, order.Department);
        Append(text, order.CustomerName);
        Append(text, order.CustomerNameKana);
        Append(text, order.PostalCode);
        Append(text, order.Address);
        Append(text, order.Phone);
        Append(text, order.Email);
        Append(text, Number(order.Total));
        foreach (var line in order.Lines)
        {
            Append(text, line.Name);
            Append(text, Number(line.UnitPrice));
            Append(text, Number(line.Quantity));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // 100 and 100.0 are the same amount.
    private static string? Number(decimal? value) => value?.ToString("0.############################", CultureInfo.InvariantCulture);

    // Length first, so that no two lists of values give the same text; nothing and empty text mean the same on a record.
    private static void Append(StringBuilder text, string? value) =>
        text.Append(CultureInfo.InvariantCulture, $"{value?.Length ?? 0}:{value}\n");
}
