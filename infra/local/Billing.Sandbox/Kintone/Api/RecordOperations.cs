using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>The calls on one record. They notify webhooks (kintone.md §2.6).</summary>
internal static class RecordOperations
{
    public static JsonObject Get(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.View);
        var record = KintoneUnit.Record(app, KintoneCall.Text(call.Payload, "id"));
        return new JsonObject { ["record"] = RecordJson.Of(app.Definition, record) };
    }

    public static JsonObject Add(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Add);
        var named = call.Payload["record"] is null ? [] : KintoneCall.Object(call.Payload, "record");
        var record = call.Commands(unit, app, notify: true).Add(named, new WriteFaults());
        return new JsonObject { ["id"] = Number(record.Id), ["revision"] = Number(record.Revision) };
    }

    public static JsonObject Update(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Edit);
        var before = Target(app, call.Payload);
        var named = call.Payload["record"] is null ? [] : KintoneCall.Object(call.Payload, "record");
        var record = call.Commands(unit, app, notify: true).Update(before, KintoneCall.Revision(call.Payload), named, new WriteFaults());
        return new JsonObject { ["revision"] = Number(record.Revision) };
    }

    public static JsonObject Act(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.Edit);
        return new JsonObject { ["revision"] = Number(Act(unit, call, app, call.Payload, notify: true).Revision) };
    }

    public static StoredRecord Act(KintoneUnit unit, KintoneCall call, AppTable app, JsonObject item, bool notify)
    {
        var before = KintoneUnit.Record(app, KintoneCall.Text(item, "id"));
        return call.Commands(unit, app, notify).Act(
            before, KintoneCall.Text(item, "action"), KintoneCall.OptionalText(item, "assignee"), KintoneCall.Revision(item), call.Caller is Caller.User);
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The record that <c>id</c> or <c>updateKey</c> names.</summary>
    public static StoredRecord Target(AppTable app, JsonObject item)
    {
        if (KintoneCall.OptionalText(item, "id") is { } id)
        {
            return KintoneUnit.Record(app, id);
        }

        var (field, value) = UpdateKey(app, item);
        return app.Find(field, value).FirstOrDefault() ?? throw KintoneErrors.NoRecord(value);
    }

    /// <summary>The field has to be a text or number with "prohibit duplicates" (kintone.md §3.1).</summary>
    public static (string Field, string Value) UpdateKey(AppTable app, JsonObject item)
    {
        var key = KintoneCall.Object(item, "updateKey");
        var field = KintoneCall.Text(key, "field");
        return app.Definition.Field(field) is { Unique: true, Type: FieldType.SingleLineText or FieldType.Number }
            ? (field, KintoneCall.Text(key, "value"))
            : throw KintoneErrors.Validation("updateKey.field", "重複禁止のフィールドを指定してください。");
    }
}
