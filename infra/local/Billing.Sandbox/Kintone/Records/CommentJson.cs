using System.Globalization;
using System.Text.Json.Nodes;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>A comment as webhooks and <c>record/comments.json</c> show it.</summary>
internal static class CommentJson
{
    public static JsonObject Of(Comment comment) => new()
    {
        ["id"] = comment.Id.ToString(CultureInfo.InvariantCulture),
        ["text"] = comment.Text,
        ["createdAt"] = KintoneTimes.FormatSeconds(comment.CreatedAt),
        ["creator"] = RecordJson.Person(comment.Creator),
        ["mentions"] = new JsonArray([.. comment.Mentions.Select(mention => new JsonObject { ["code"] = mention.Code, ["type"] = mention.Type })]),
    };
}
