using System.Text.Json.Serialization;

using Billing.Adapters.Storage.Documents;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Tests.Harness;

/// <summary>A small API on the shared parts, so that their rules are tested once and apart from any capability's.</summary>
internal sealed class NotesApi(ApiRequests api, DocumentTables tables)
{
    public const string Partition = "notes";

    /// <summary>How often a change was decided, by note.</summary>
    public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Decisions = new();

    [Function("ListNotes")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "notes")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async _ =>
            {
                if (!PageRequest.TryRead(request, out var page, out var problem))
                {
                    return problem!;
                }

                var found = await tables.Catalogue.ListAsync<Note>(Partition, PageRequest.Text(request, "prefix") ?? "note-", page.Cursor, page.Size, cancellationToken);
                return new JsonAnswer<PageView<Note>>(new PageView<Note>([.. found.Items.Select(item => item.Value)], found.Cursor), NotesJson.Default.PageViewNote);
            },
            cancellationToken);

    [Function("GetNote")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "notes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async _ => await FindAsync(id, cancellationToken) is { } found ? new DocumentAnswer<Note>(found, found.Value, NotesJson.Default.Note) : Unknown,
            cancellationToken);

    [Function("PutNote")]
    public Task<IResult> PutAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "notes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, NotesJson.Default.Note,
            async (change, note) =>
            {
                change.RequirePartner();
                return await change.CommitAsync(
                    tables.Catalogue, Partition,
                    async version =>
                    {
                        Decisions.AddOrUpdate(id, 1, (_, count) => count + 1);
                        if (await FindAsync(id, cancellationToken) is not { } found)
                        {
                            return new Change([DocumentWrite.Insert(Row(id), note)], [new AuditNote(Row(id), "created", ["text"])], ChangeAnswer.Created($"/api/notes/{id}", id, version));
                        }

                        change.RequireMatch(found);
                        return new Change([DocumentWrite.Replace(found, note)], [new AuditNote(Row(id), "edited", ["text"])], ChangeAnswer.Changed(id, version));
                    },
                    cancellationToken);
            },
            cancellationToken);

    public static string Row(string id) => "note-" + id;

    private static Problem Unknown { get; } = Problem.NotFound("note_unknown", "No such note.", "ありません。");

    private Task<StoredDocument<Note>?> FindAsync(string id, CancellationToken cancellationToken) =>
        tables.Catalogue.ReadAsync<Note>(Partition, Row(id), cancellationToken);
}

internal sealed record Note(string Text, IReadOnlyList<NoteLine>? Lines = null);

internal sealed record NoteLine(int Quantity);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(PageView<Note>))]
internal sealed partial class NotesJson : JsonSerializerContext;
