using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone;
using Billing.Sandbox.Kintone.Api;
using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Records;
using Billing.Sandbox.Kintone.Webhooks;

namespace Billing.Sandbox.Control;

/// <summary>What people do on kintone's screens, and how its webhooks are set.</summary>
internal static class KintoneControl
{
    public static void Map(RouteGroupBuilder group, KintoneDomain domain)
    {
        group.MapGet("/apps", () => domain.Apps);
        group.MapPut("/apps", (AppDefinition app) => domain.Define(app) is { } problem ? ControlEndpoints.Refused(problem) : Results.NoContent());
        MapRecords(group.MapGroup("/apps/{app}/records"), domain);
        MapWebhooks(group, domain.Webhooks);
    }

    private static void MapRecords(RouteGroupBuilder records, KintoneDomain domain)
    {
        records.MapGet("", (string app, string? query) => Run(domain, unit => List(unit.App(app), query)));
        records.MapGet("/{id}", (string app, string id) => Run(domain, unit => RecordJson.Of(unit.App(app).Definition, KintoneUnit.Record(unit.App(app), id))));
        records.MapPost("", (string app, RecordEdit edit) => As(domain, app, edit.User, (_, commands) =>
            Result(commands.Add(Named(edit.Record), new WriteFaults()))));
        records.MapPut("/{id}", (string app, string id, RecordEdit edit) => As(domain, app, edit.User, (table, commands) =>
            Result(commands.Update(KintoneUnit.Record(table, id), edit.Revision, Named(edit.Record), new WriteFaults()))));
        records.MapDelete("/{id}", (string app, string id, string user) => As(domain, app, user, (table, commands) =>
        {
            commands.Delete(KintoneUnit.Record(table, id), null);
            return [];
        }));
        records.MapPost("/{id}/actions", (string app, string id, ActionRequest action) => As(domain, app, action.User, (table, commands) =>
            Result(commands.Act(KintoneUnit.Record(table, id), action.Action, action.Assignee, null, isPerson: true))));
        records.MapPost("/{id}/comments", (string app, string id, CommentRequest comment) => As(domain, app, comment.User, (table, commands) =>
            new JsonObject { ["id"] = RecordOperations.Number(commands.Comment(KintoneUnit.Record(table, id), comment.Text, []).Id) }));
    }

    private static void MapWebhooks(RouteGroupBuilder group, WebhookSender sender)
    {
        group.MapGet("/apps/{app}/webhooks", (string app) => new WebhookList(sender.Targets(app)));
        group.MapPut("/apps/{app}/webhooks", (string app, WebhookList list) =>
        {
            var problem = list.Webhooks.Count > WebhookSender.MaxPerApp
                ? $"{list.Webhooks.Count} webhooks; an app has at most {WebhookSender.MaxPerApp}."
                : list.Webhooks.Select(each => each.Problem()).FirstOrDefault(each => each is not null);
            if (problem is not null)
            {
                return ControlEndpoints.Refused(problem);
            }

            sender.Register(app, list.Webhooks);
            return Results.NoContent();
        });
        group.MapGet("/webhook-rules", () => sender.Rules);
        group.MapPut("/webhook-rules", (WebhookRules rules) =>
        {
            if (rules.Problem() is { } problem)
            {
                return ControlEndpoints.Refused(problem);
            }

            sender.Follow(rules);
            return Results.NoContent();
        });
        group.MapGet("/deliveries", () => sender.Log.Last());
    }

    private static JsonObject List(AppTable app, string? query)
    {
        var parsed = Kintone.Queries.QueryParser.Parse(app.Definition, query);
        var records = parsed.Page(parsed.Matches(app)).Select(record => RecordJson.Of(app.Definition, record));
        return new JsonObject { ["records"] = new JsonArray([.. records]) };
    }

    private static IResult As(KintoneDomain domain, string app, string user, Func<AppTable, RecordCommands, JsonObject> act)
    {
        if (domain.Directory.User(user) is not { } person)
        {
            return ControlEndpoints.Refused($"user '{user}' is unknown to the sandbox.");
        }

        return Run(domain, unit => act(unit.App(app), new RecordCommands(unit, unit.App(app), person, notify: true)));
    }

    private static IResult Run(KintoneDomain domain, Func<KintoneUnit, JsonObject> request)
    {
        try
        {
            return Results.Json(domain.Run(request));
        }
        catch (KintoneException refused)
        {
            return Results.Json(KintoneAnswers.Body(refused), statusCode: refused.Status);
        }
    }

    /// <summary>Lets callers write <c>"顧客名": "…"</c> for <c>"顧客名": {"value": "…"}</c>.</summary>
    private static JsonObject Named(JsonObject record) => new(record.Select(field => KeyValuePair.Create(
        field.Key,
        field.Value is JsonObject typed && typed.ContainsKey("value") ? typed.DeepClone() : (JsonNode?)new JsonObject { ["value"] = field.Value?.DeepClone() })));

    private static JsonObject Result(StoredRecord record) => new()
    {
        ["id"] = RecordOperations.Number(record.Id),
        ["revision"] = RecordOperations.Number(record.Revision),
    };
}
