using System.Globalization;

using Billing.Core.Validation;

namespace Billing.Core.Suppliers;

/// <summary>What a supplier's invoice must be to be taken in (B45: 仕入先の請求データを取り込み、統一した形で保存する).</summary>
public static class SupplierInvoiceRules
{
    /// <summary>So many lines an invoice has at most.</summary>
    public const int MostLines = 500;

    private const int LongestNumber = 60;
    private const int LongestDescription = 200;
    private const int HighestQuantity = 1_000_000;
    private const long HighestAmount = 99_999_999_999;

    /// <summary>What is wrong, by field below <paramref name="at"/>.</summary>
    public static IReadOnlyList<FieldError> Validate(SupplierInvoice invoice, string at)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        var errors = new FieldErrors();
        errors.Text(at + "number", invoice.Number, LongestNumber);
        errors.Defined(at + "basis", invoice.Basis);
        errors.Range(at + "lines", invoice.Lines.Count, 1, MostLines);
        for (var index = 0; index < Math.Min(invoice.Lines.Count, MostLines); index++)
        {
            Validate(errors, invoice.Lines[index], string.Create(CultureInfo.InvariantCulture, $"{at}lines[{index}]."));
        }

        if (invoice.IssuedOn > invoice.DueOn)
        {
            errors.Add(at + "dueOn", "before_issue", "支払期日が発行日より前です。", "The due date is before the date of issue.");
        }

        // Summed only when every amount is within its bounds: the sum of the lines then fits.
        if (!errors.Any && invoice.StatedTotal is { } stated && stated != invoice.Total)
        {
            errors.Add(at + "total", "total_mismatch", "合計が明細の合計と一致しません。", "The total is not the sum of the lines.");
        }

        return errors.All;
    }

    private static void Validate(FieldErrors errors, SupplierInvoiceLine line, string at)
    {
        errors.Text(at + "description", line.Description, LongestDescription);
        errors.Range(at + "quantity", line.Quantity, 1, HighestQuantity);
        errors.Range(at + "amount", line.Amount.Amount, -HighestAmount, HighestAmount);
        errors.Defined(at + "tax", line.Tax);
    }
}
