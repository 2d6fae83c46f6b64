using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>
/// Writes a SUBTABLE (kintone.md §4): the array sent replaces the table. A row with a known id keeps the columns that are not named;
/// a row without an id, or with an unknown one, is new; a row not sent is gone.
/// </summary>
internal sealed class TableReader(ValueReader values, Func<long> nextRowId)
{
    public FieldValue.Table Read(FieldDefinition table, FieldValue.Table before, JsonNode? value, FieldPath path)
    {
        if (value is null)
        {
            return new FieldValue.Table([]);
        }

        var rows = value as JsonArray ?? throw KintoneErrors.BadJson();
        return new FieldValue.Table([.. rows.Select((row, index) => Row(table, before, row, path.Row(index)))]);
    }

    private TableRow Row(FieldDefinition table, FieldValue.Table before, JsonNode? node, string prefix)
    {
        var row = node as JsonObject ?? throw KintoneErrors.BadJson();
        var cells = row["value"] as JsonObject ?? (row["value"] is null ? [] : throw KintoneErrors.BadJson());
        var id = RowId(row["id"]);
        var known = before.Rows.FirstOrDefault(each => each.Id == id);
        var columns = table.Fields.Where(column => column.Type != FieldType.Calc); // computed afterwards; what is sent for it is ignored
        return new TableRow(known?.Id ?? nextRowId(), columns.ToImmutableDictionary(column => column.Code, column => Cell(column, known, cells, prefix)));
    }

    private FieldValue Cell(FieldDefinition column, TableRow? known, JsonObject cells, string prefix)
    {
        if (cells[column.Code] is not { } cell)
        {
            return known?.Values.GetValueOrDefault(column.Code) ?? EmptyValues.Of(column);
        }

        var named = cell as JsonObject ?? throw KintoneErrors.BadJson();
        return values.Read(column, named["value"], new FieldPath(prefix, column.Code, inRow: true));
    }

    private static long RowId(JsonNode? id) => id?.GetValueKind() switch
    {
        null or JsonValueKind.Null => -1,
        JsonValueKind.String or JsonValueKind.Number when long.TryParse(id.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        JsonValueKind.String => -1,
        _ => throw KintoneErrors.BadJson(),
    };
}
