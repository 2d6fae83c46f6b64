using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Csv;
using Billing.Core.Customers;
using Billing.Core.Money;
using Billing.Core.Validation;

namespace Billing.Core.Suppliers;

/// <summary>
/// Suppliers' invoices as CSV (B45): a header names the columns, in any order; each record is a line, and the lines of one number are one invoice.
/// </summary>
public static class SupplierCsv
{
    /// <summary>So many lines a file has at most, its header not counted.</summary>
    public const int MostLines = 10_000;

    private static readonly string[] Needed = ["number", "month", "description", "amount"];
    private static readonly string[] Known = [.. Needed, "issuedOn", "dueOn", "basis", "total", "quantity", "tax", "productId", "customerId"];

    /// <summary>The invoices in the order in which their numbers appear; meaningless when there are errors.</summary>
    public static IReadOnlyList<SupplierInvoice> Read(string text, SupplierId supplier, FieldErrors errors)
    {
        IReadOnlyList<CsvRecord> records;
        try
        {
            records = CsvReader.Read(text, MostLines + 1);
        }
        catch (FormatException fault)
        {
            errors.Add("csv", "csv_malformed", "CSVの形式が正しくありません: " + fault.Message, fault.Message);
            return [];
        }

        if (records.Count < 2 || Columns(records[0], errors) is not { } columns)
        {
            errors.Add("csv", "csv_empty", "見出し行と1行以上の明細が必要です。", "A header and at least one line were expected.");
            return [];
        }

        var lines = records.Skip(1).Select(record => new Line(record, columns, errors)).ToList();
        return [.. lines.GroupBy(line => line.Text("number"), StringComparer.Ordinal).Select(group => Invoice(supplier, [.. group], errors))];
    }

    private static Dictionary<string, int>? Columns(CsvRecord header, FieldErrors errors)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < header.Fields.Count; index++)
        {
            var name = header.Fields[index].Trim();
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase) || !columns.TryAdd(name, index))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"csv.header[{index}]"), "column_unknown", "列名が不明か、重複しています。", $"Columns are {string.Join(", ", Known)}, each once.");
            }
        }

        foreach (var name in Needed.Where(name => !columns.ContainsKey(name)))
        {
            errors.Required("csv." + name);
        }

        return errors.Any ? null : columns;
    }

    // What belongs to the invoice is taken from its first line; a later line that says otherwise is a fault, not a choice.
    private static SupplierInvoice Invoice(SupplierId supplier, IReadOnlyList<Line> lines, FieldErrors errors)
    {
        var first = lines[0];
        foreach (var name in new[] { "month", "issuedOn", "dueOn", "basis", "total" })
        {
            foreach (var line in lines.Where(line => line.Text(name) != first.Text(name)))
            {
                errors.Add(line.Field(name), "differs", "同じ請求番号の行で値が異なります。", "Lines of one invoice must agree in this.");
            }
        }

        return new SupplierInvoice
        {
            Supplier = supplier,
            Number = first.Text("number"),
            Month = first.Month("month"),
            IssuedOn = first.Date("issuedOn"),
            DueOn = first.Date("dueOn"),
            Basis = first.Choice("basis", PriceBasis.TaxExcluded),
            StatedTotal = first.Text("total").Length == 0 ? null : new Yen(first.Number("total", 0)),
            Lines = [.. lines.Select(line => line.ToLine())],
        };
    }

    private sealed class Line(CsvRecord record, Dictionary<string, int> columns, FieldErrors errors)
    {
        public string Field(string name) => string.Create(CultureInfo.InvariantCulture, $"line {record.Line}.{name}");

        public string Text(string name) =>
            columns.TryGetValue(name, out var index) && index < record.Fields.Count ? record.Fields[index].Trim() : "";

        public SupplierInvoiceLine ToLine() => new(
            Text("description"),
            (int)Math.Clamp(Number("quantity", 1), int.MinValue, int.MaxValue),
            new Yen(Number("amount", null)),
            Choice("tax", TaxCategory.Standard),
            Id("productId", text => ProductId.TryParse(text, out var id) ? id : (ProductId?)null),
            Id("customerId", text => CustomerId.TryParse(text, out var id) ? id : (CustomerId?)null));

        /// <summary>Whole yen or units; no separators, no fraction.</summary>
        public long Number(string name, long? left)
        {
            var text = Text(name);
            if (text.Length == 0 && left is { } value)
            {
                return value;
            }

            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : Fault(name, 0L, "整数で入力してください。", "A whole number was expected.");
        }

        public BillingMonth Month(string name) =>
            BillingMonth.TryParse(Text(name), out var month) ? month : Fault(name, BillingMonth.Parse("2000-01"), "月はyyyy-MMで入力してください。", "A month yyyy-MM was expected.");

        public DateOnly? Date(string name) => Text(name) switch
        {
            "" => null,
            var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
            _ => Fault(name, (DateOnly?)null, "日付はyyyy-MM-ddで入力してください。", "A date yyyy-MM-dd was expected."),
        };

        public T Choice<T>(string name, T left)
            where T : struct, Enum => Text(name) switch
            {
                "" => left,
                var text when Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) => Enum.Parse<T>(text, ignoreCase: true),
                _ => Fault(name, left, "値が正しくありません。", $"One of these was expected: {string.Join(", ", Enum.GetNames<T>())}."),
            };

        private T? Id<T>(string name, Func<string, T?> parse)
            where T : struct =>
            Text(name) is { Length: > 0 } text ? parse(text) ?? Fault(name, (T?)null, "IDの形式が正しくありません。", "This is not an id.") : null;

        private T Fault<T>(string name, T value, string ja, string en)
        {
            errors.Add(Field(name), "invalid", ja, en);
            return value;
        }
    }
}
