using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>The calls that the stand-in offers (kintone.md §3.1, files excepted).</summary>
internal static class KintoneRoutes
{
    public static IReadOnlyDictionary<string, Func<KintoneUnit, KintoneCall, JsonObject>> All { get; } =
        new Dictionary<string, Func<KintoneUnit, KintoneCall, JsonObject>>(StringComparer.Ordinal)
        {
            ["GET record.json"] = RecordOperations.Get,
            ["POST record.json"] = RecordOperations.Add,
            ["PUT record.json"] = RecordOperations.Update,
            ["PUT record/status.json"] = RecordOperations.Act,
            ["GET records.json"] = RecordsOperations.Get,
            ["POST records.json"] = RecordsOperations.Add,
            ["PUT records.json"] = RecordsOperations.Update,
            ["DELETE records.json"] = RecordsOperations.Delete,
            ["PUT records/status.json"] = RecordsOperations.Act,
            ["POST records/cursor.json"] = CursorOperations.Create,
            ["GET records/cursor.json"] = CursorOperations.Read,
            ["DELETE records/cursor.json"] = CursorOperations.Delete,
            ["POST record/comment.json"] = CommentOperations.Add,
            ["DELETE record/comment.json"] = CommentOperations.Delete,
            ["GET record/comments.json"] = CommentOperations.Get,
            ["GET app/form/fields.json"] = (unit, call) => FormJson.Fields(call.Open(unit, Permission.View).Definition),
            ["GET app/status.json"] = (unit, call) => FormJson.Process(call.Open(unit, Permission.View).Definition),
            ["POST bulkRequest.json"] = BulkRequest.Run,
        };
}
