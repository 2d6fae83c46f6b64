using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Queries;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>Reading large results through a cursor (kintone.md §3.1).</summary>
internal static class CursorOperations
{
    private const int DefaultSize = 100;
    private const int MaxSize = 500;

    public static JsonObject Create(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.View);
        var query = QueryParser.Parse(app.Definition, KintoneCall.OptionalText(call.Payload, "query"));
        var size = KintoneCall.OptionalNumber(call.Payload, "size") ?? DefaultSize;
        if (query.Limit is not null || query.Offset is not null)
        {
            throw KintoneErrors.Validation("query", "limitまたはoffsetは指定できません。");
        }

        if (size is < 1 or > MaxSize)
        {
            throw KintoneErrors.Validation("size", $"1以上{MaxSize}以下でなければなりません。");
        }

        var matches = query.Matches(app);
        return new JsonObject
        {
            ["id"] = unit.Cursors.Open(app, matches, KintoneCall.Texts(call.Payload, "fields"), (int)size),
            ["totalCount"] = matches.Count.ToString(CultureInfo.InvariantCulture),
        };
    }

    public static JsonObject Read(KintoneUnit unit, KintoneCall call)
    {
        var id = KintoneCall.Text(call.Payload, "id");
        var app = unit.Cursors.App(id);
        call.Authorise(app, Permission.View);
        var (records, fields, next) = unit.Cursors.Read(id);
        return new JsonObject
        {
            ["records"] = new JsonArray([.. records.Select(record => RecordJson.Of(app.Definition, record, fields))]),
            ["next"] = next,
        };
    }

    public static JsonObject Delete(KintoneUnit unit, KintoneCall call)
    {
        var id = KintoneCall.Text(call.Payload, "id");
        call.Authorise(unit.Cursors.App(id), Permission.View);
        unit.Cursors.Close(id);
        return [];
    }
}
