using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Queries;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>The calls on several records: all or nothing, and none of them notifies webhooks (kintone.md §2.6).</summary>
internal static class RecordsOperations
{
    public static JsonObject Get(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.View);
        var query = QueryParser.Parse(app.Definition, KintoneCall.OptionalText(call.Payload, "query"));
        var fields = KintoneCall.Texts(call.Payload, "fields");
        var matches = query.Matches(app);
        var counted = KintoneCall.OptionalText(call.Payload, "totalCount") == "true";
        return new JsonObject
        {
            ["records"] = new JsonArray([.. query.Page(matches).Select(record => RecordJson.Of(app.Definition, record, fields))]),
            ["totalCount"] = counted ? matches.Count.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    public static JsonObject Add(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Add);
        var (commands, faults) = (call.Commands(unit, app, notify: false), new WriteFaults());
        var added = KintoneCall.Objects(call.Payload, "records").Select((named, index) => commands.Add(named, faults, $"records[{index}]")).ToList();
        return new JsonObject
        {
            ["ids"] = new JsonArray([.. added.Select(record => (JsonNode)RecordOperations.Number(record.Id))]),
            ["revisions"] = new JsonArray([.. added.Select(record => (JsonNode)RecordOperations.Number(record.Revision))]),
        };
    }

    public static JsonObject Update(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Edit);
        var upsert = KintoneCall.OptionalText(call.Payload, "upsert") == "true";
        if (upsert)
        {
            call.Authorise(app, Permission.Add);
        }

        var faults = new WriteFaults();
        var results = KintoneCall.Objects(call.Payload, "records").Select((item, index) => upsert
            ? Upsert(unit, call, app, item, faults, index)
            : Update(unit, call, app, item, faults, index));
        return new JsonObject { ["records"] = new JsonArray([.. results]) };
    }

    public static JsonObject Delete(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Delete);
        var ids = KintoneCall.Items(call.Payload, "ids").Select(id => id?.ToString() ?? throw KintoneErrors.BadJson()).ToList();
        var revisions = KintoneCall.Texts(call.Payload, "revisions");
        if (revisions.Count > 0 && revisions.Count != ids.Count)
        {
            throw KintoneErrors.Validation("revisions", "idsと同じ要素数でなければなりません。");
        }

        var commands = call.Commands(unit, app, notify: false);
        foreach (var (index, id) in ids.Index())
        {
            var revision = revisions.Count == 0 ? new JsonObject() : new JsonObject { ["revision"] = revisions[index] };
            commands.Delete(KintoneUnit.Record(app, id), KintoneCall.Revision(revision));
        }

        return [];
    }

    public static JsonObject Act(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Edit);
        var results = KintoneCall.Objects(call.Payload, "records").Select(item => Result(RecordOperations.Act(unit, call, app, item, notify: false)));
        return new JsonObject { ["records"] = new JsonArray([.. results]) };
    }

    private static JsonObject Update(KintoneUnit unit, KintoneCall call, AppTable app, JsonObject item, WriteFaults faults, int index)
    {
        var named = item["record"] is null ? [] : KintoneCall.Object(item, "record");
        var before = RecordOperations.Target(app, item);
        return Result(call.Commands(unit, app, notify: false).Update(before, KintoneCall.Revision(item), named, faults, $"records[{index}].record"));
    }

    private static JsonObject Upsert(KintoneUnit unit, KintoneCall call, AppTable app, JsonObject item, WriteFaults faults, int index)
    {
        var (field, value) = RecordOperations.UpdateKey(app, item);
        JsonObject result;
        if (app.Find(field, value).Any())
        {
            result = Update(unit, call, app, item, faults, index);
            result["operation"] = "UPDATE";
            return result;
        }

        var named = item["record"] is null ? [] : (JsonObject)KintoneCall.Object(item, "record").DeepClone();
        named[field] = new JsonObject { ["value"] = value };
        result = Result(call.Commands(unit, app, notify: false).Add(named, faults, $"records[{index}].record"));
        result["operation"] = "INSERT";
        return result;
    }

    private static JsonObject Result(StoredRecord record) => new()
    {
        ["id"] = RecordOperations.Number(record.Id),
        ["revision"] = RecordOperations.Number(record.Revision),
    };
}
