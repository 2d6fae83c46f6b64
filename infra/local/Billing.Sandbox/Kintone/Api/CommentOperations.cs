using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>Comments on records (kintone.md §3.1).</summary>
internal static class CommentOperations
{
    private const int MaxText = 65_535;
    private const int MaxMentions = 10;
    private const int MaxRead = 10;
    private static readonly string[] MentionTypes = ["USER", "GROUP", "ORGANIZATION"];

    public static JsonObject Add(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.View);
        var record = KintoneUnit.Record(app, KintoneCall.Text(call.Payload, "record"));
        var comment = KintoneCall.Object(call.Payload, "comment");
        var mentions = comment["mentions"] is null or JsonArray { Count: 0 } ? [] : Mentions(comment);
        var text = KintoneCall.OptionalText(comment, "text") ?? "";
        if (text.Length > MaxText || (text.Length == 0 && mentions.Count == 0))
        {
            throw KintoneErrors.Validation("comment.text", $"1文字以上{MaxText}文字以下でなければなりません。");
        }

        var added = call.Commands(unit, app, notify: true).Comment(record, text, mentions);
        return new JsonObject { ["id"] = RecordOperations.Number(added.Id) };
    }

    public static JsonObject Get(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.View);
        var record = KintoneUnit.Record(app, KintoneCall.Text(call.Payload, "record"));
        var offset = (int)Math.Clamp(KintoneCall.OptionalNumber(call.Payload, "offset") ?? 0, 0, int.MaxValue);
        var limit = (int)Math.Clamp(KintoneCall.OptionalNumber(call.Payload, "limit") ?? MaxRead, 0, MaxRead);
        var ascending = KintoneCall.OptionalText(call.Payload, "order") == "asc";
        var all = ascending ? record.Comments : [.. record.Comments.Reverse()];
        var (before, after) = (offset > 0 && all.Length > 0, offset + limit < all.Length);
        return new JsonObject
        {
            ["comments"] = new JsonArray([.. all.Skip(offset).Take(limit).Select(CommentJson.Of)]),
            ["older"] = ascending ? before : after,
            ["newer"] = ascending ? after : before,
        };
    }

    public static JsonObject Delete(KintoneUnit unit, KintoneCall call)
    {
        var app = call.Open(unit, Permission.View);
        var record = KintoneUnit.Record(app, KintoneCall.Text(call.Payload, "record"));
        var id = KintoneCall.OptionalNumber(call.Payload, "comment");
        var comment = record.Comments.FirstOrDefault(each => each.Id == id) ?? throw KintoneErrors.NoComment();
        if (comment.Creator != call.Caller.Actor)
        {
            throw KintoneErrors.NoPermission();
        }

        app.Put(record with { Comments = record.Comments.Remove(comment) });
        return [];
    }

    private static List<Mention> Mentions(JsonObject comment) =>
        [.. KintoneCall.Items(comment, "mentions", MaxMentions).Select(item => Mention(item as JsonObject ?? throw KintoneErrors.BadJson()))];

    private static Mention Mention(JsonObject item)
    {
        var type = KintoneCall.Text(item, "type");
        return MentionTypes.Contains(type)
            ? new Mention(KintoneCall.Text(item, "code"), type)
            : throw KintoneErrors.Validation("comment.mentions", "typeはUSER、GROUP、ORGANIZATIONのいずれかでなければなりません。");
    }
}
