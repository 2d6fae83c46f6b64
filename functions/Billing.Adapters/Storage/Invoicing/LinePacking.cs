using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>A document's lines as they are stored, and back. Writing and reading gives the same lines in the same order.</summary>
internal static class LinePacking
{
    /// <summary>Characters of JSON in one row: well below what a document may have, whatever has to be escaped in names.</summary>
    private const int RowLength = 180_000;

    private const int GroupLength = 150;
    private const int FeeLength = 100;

    /// <summary>The lines in rows: one where they fit.</summary>
    public static IReadOnlyList<IReadOnlyList<LineGroup>> Pack(IReadOnlyList<InvoiceLine> lines)
    {
        List<IReadOnlyList<LineGroup>> rows = [];
        List<LineGroup> row = [];
        var (length, begin) = (0, 0);
        while (begin < lines.Count)
        {
            var first = lines[begin];
            List<string> fees = [];
            var room = RowLength - length - GroupLength - (first.ContractName.Length * 2);
            for (; begin < lines.Count && Continues(first, lines[begin]) && (fees.Count == 0 || room > 0); begin++, room -= FeeLength)
            {
                fees.Add(Write(lines[begin]));
            }

            row.Add(new LineGroup(first.Contract, first.ContractName, first.Product, fees));
            length = RowLength - room;
            if (length >= RowLength - GroupLength)
            {
                rows.Add(row);
                (row, length) = ([], 0);
            }
        }

        if (row.Count > 0 || rows.Count == 0)
        {
            rows.Add(row);
        }

        return rows;
    }

    public static IReadOnlyList<InvoiceLine> Unpack(IEnumerable<LineGroup> groups) => [.. groups.SelectMany(group => group.Fees.Select(fee => Read(group, fee)))];

    private static bool Continues(InvoiceLine first, InvoiceLine line) =>
        line.Contract == first.Contract && line.Product == first.Product && string.Equals(line.ContractName, first.ContractName, StringComparison.Ordinal);

    private static string Write(InvoiceLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.Fee.Service} {line.Quantity} {line.UnitPrice.Amount} {line.Tax}{(line.Fee.Kind == FeeKind.Initial ? " " : "")}{(line.Fee.Kind == FeeKind.Initial ? line.Fee.Order.Value : "")}");

    /// <exception cref="InvalidDataException">The text is not what <see cref="Write"/> gives.</exception>
    private static InvoiceLine Read(LineGroup group, string fee)
    {
        var parts = fee.Split(' ');
        return parts.Length is 4 or 5 && BillingMonth.TryParse(parts[0], out var month) && Enum.TryParse<TaxCode>(parts[3], out var tax)
            ? new InvoiceLine
            {
                Contract = group.Contract,
                ContractName = group.Name,
                Product = group.Product,
                Fee = parts.Length == 5 ? FeeKey.Initial(month, OrderId.Parse(parts[4])) : FeeKey.Monthly(month),
                Quantity = int.Parse(parts[1], CultureInfo.InvariantCulture),
                UnitPrice = new Yen(long.Parse(parts[2], CultureInfo.InvariantCulture)),
                Tax = tax,
            }
            : throw new InvalidDataException($"A stored line of contract {group.Contract} is not month, quantity, price and tax code.");
    }
}
