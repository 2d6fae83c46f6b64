using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Webhooks;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>
/// What can be done to the records of an app by <paramref name="actor"/>. Revisions: +1 for an update, +2 for a status action
/// (kintone.md §10 no. 2). <paramref name="notify"/> is true for single-record calls and the screen, false for calls on several
/// records (§2.6).
/// </summary>
internal sealed class RecordCommands(KintoneUnit unit, AppTable app, Person actor, bool notify)
{
    public StoredRecord Add(JsonObject named, WriteFaults faults, string prefix = "record")
    {
        var values = new RecordWriter(app, unit.Directory, faults).Merge(null, named, prefix);
        faults.ThrowIfAny();
        var record = new StoredRecord
        {
            Id = app.NextRecordId(),
            Revision = 1,
            Values = values,
            Creator = actor,
            Modifier = actor,
            CreatedAt = unit.Now,
            UpdatedAt = unit.Now,
            Status = app.Definition.Process?.States[0].Name ?? "",
        };
        return Put(record, NotificationType.AddRecord);
    }

    /// <param name="revision">Null does not check.</param>
    public StoredRecord Update(StoredRecord before, long? revision, JsonObject named, WriteFaults faults, string prefix = "record")
    {
        CheckRevision(before, revision);
        var values = new RecordWriter(app, unit.Directory, faults).Merge(before, named, prefix);
        faults.ThrowIfAny();
        return Put(Touched(before, 1) with { Values = values }, NotificationType.UpdateRecord);
    }

    public void Delete(StoredRecord record, long? revision)
    {
        CheckRevision(record, revision);
        app.Remove(record.Id);
        if (notify)
        {
            unit.Notify(Notification.Deleted(app.Definition, record.Id, actor, unit.Now));
        }
    }

    /// <summary>Executes a process action (kintone.md §5). A person has to be an assignee of the present state; a token need not.</summary>
    public StoredRecord Act(StoredRecord before, string action, string? assignee, long? revision, bool isPerson)
    {
        var process = app.Definition.HasProcess ? app.Definition.Process! : throw KintoneErrors.ProcessIsOff();
        CheckRevision(before, revision);
        if (isPerson && !before.Assignees.IsEmpty && before.Assignees.All(person => person.Code != actor.Code))
        {
            throw KintoneErrors.NoPermission();
        }

        var step = process.Actions.FirstOrDefault(each => each.Name == action && each.From == before.Status) ?? throw KintoneErrors.ActionNotPossible();
        var next = process.States.First(state => state.Name == step.To);
        var codes = next.ChooseOne ? [Chosen(next.Assignees ?? [], assignee)] : next.Assignees ?? [];
        var after = Touched(before, 2) with { Status = next.Name, Assignees = [.. codes.Select(code => unit.Directory.User(code)).OfType<Person>()] };
        return Put(after, NotificationType.UpdateStatus);
    }

    public Comment Comment(StoredRecord before, string text, IReadOnlyList<Mention> mentions)
    {
        var names = mentions.Select(mention => DisplayName(mention).Name);
        var head = string.Concat(names.Select(name => $"{name} "));
        var comment = new Comment(before.LastCommentId + 1, mentions.Count == 0 ? text : $"{head}\n{text}", unit.Now, actor, [.. mentions]);
        app.Put(before with { Comments = before.Comments.Add(comment), LastCommentId = comment.Id });
        if (notify)
        {
            unit.Notify(Notification.Commented(app.Definition, before.Id, comment, unit.Now));
        }

        return comment;
    }

    private Person DisplayName(Mention mention) => mention.Type switch
    {
        "ORGANIZATION" => unit.Directory.Organization(mention.Code),
        "GROUP" => unit.Directory.Group(mention.Code),
        _ => unit.Directory.User(mention.Code),
    }
    ?? throw KintoneErrors.Validation("comment.mentions", $"メンション先({mention.Type})が見つかりません。");

    private static string Chosen(IReadOnlyList<string> assignees, string? assignee) =>
        assignee is not null && (assignees.Count == 0 || assignees.Contains(assignee))
            ? assignee
            : throw KintoneErrors.Validation("assignee", "作業者を選択してください。");

    private static void CheckRevision(StoredRecord record, long? revision)
    {
        if (revision is { } expected && expected != record.Revision)
        {
            throw KintoneErrors.Conflict();
        }
    }

    private StoredRecord Touched(StoredRecord before, int steps) =>
        before with { Revision = before.Revision + steps, Modifier = actor, UpdatedAt = unit.Now };

    private StoredRecord Put(StoredRecord record, NotificationType type)
    {
        app.Put(record);
        if (notify)
        {
            unit.Notify(Notification.Changed(type, app.Definition, record, unit.Now));
        }

        return record;
    }
}
