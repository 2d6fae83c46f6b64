using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>
/// One event, before it goes to the webhook URLs of its app; each URL gets its own <c>id</c> (kintone.md §2.2). The members follow the
/// order of the vendor's examples, which puts <c>app</c> first for deletions (§2.4).
/// </summary>
internal sealed class Notification
{
    private readonly Func<string, JsonObject> _body;

    private Notification(NotificationType type, string app, DateTimeOffset at, Func<string, JsonObject> body)
    {
        Type = type;
        App = app;
        At = at;
        _body = body;
    }

    public NotificationType Type { get; }

    public string App { get; }

    public DateTimeOffset At { get; }

    public string TypeName => WireName(Type);

    public static string WireName(NotificationType type) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(type.ToString());

    public JsonObject Body(string id) => _body(id);

    public static Notification Changed(NotificationType type, AppDefinition app, StoredRecord record, DateTimeOffset now) => new(type, app.Id, now, id => new JsonObject
    {
        ["id"] = id,
        ["type"] = WireName(type),
        ["app"] = AppJson(app),
        ["record"] = RecordJson.Of(app, record),
        ["recordTitle"] = RecordJson.Title(app, record),
        ["url"] = Url(app, record.Id),
    });

    public static Notification Deleted(AppDefinition app, long record, Person actor, DateTimeOffset now) => new(NotificationType.DeleteRecord, app.Id, now, id => new JsonObject
    {
        ["app"] = AppJson(app),
        ["id"] = id,
        ["recordId"] = record.ToString(CultureInfo.InvariantCulture),
        ["deletedBy"] = RecordJson.Person(actor),
        ["deletedAt"] = KintoneTimes.FormatSeconds(now),
        ["type"] = WireName(NotificationType.DeleteRecord),
    });

    public static Notification Commented(AppDefinition app, long record, Comment comment, DateTimeOffset now) => new(NotificationType.AddRecordComment, app.Id, now, id => new JsonObject
    {
        ["id"] = id,
        ["type"] = WireName(NotificationType.AddRecordComment),
        ["app"] = AppJson(app),
        ["recordId"] = record.ToString(CultureInfo.InvariantCulture),
        ["comment"] = CommentJson.Of(comment),
        ["url"] = $"{Url(app, record)}&comment={comment.Id}",
    });

    private static JsonObject AppJson(AppDefinition app) => new() { ["id"] = app.Id, ["name"] = app.Name };

    private static string Url(AppDefinition app, long record) => app.GuestSpace is null
        ? $"https://example.cybozu.com/k/{app.Id}/show#record={record}"
        : $"https://example.cybozu.com/k/guest/{app.GuestSpace}/{app.Id}/show#record={record}";
}
