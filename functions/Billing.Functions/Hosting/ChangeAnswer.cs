using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Billing.Adapters.Storage.Documents;

namespace Billing.Functions.Hosting;

/// <summary>
/// What a mutation answers, and answers again to a repeat. It should hold ids, versions and warnings but no personal data: it is kept beyond
/// the document it speaks of.
/// </summary>
internal sealed class ChangeAnswer : IResult
{
    private const string ReplayedHeader = "Idempotency-Replayed";

    private readonly string _body;
    private readonly bool _isReplayed;

    private ChangeAnswer(int status, string? location, string? version, string body, bool isReplayed = false) =>
        (Status, Location, Version, _body, _isReplayed) = (status, location, version, body, isReplayed);

    public int Status { get; }

    public string? Location { get; }

    /// <summary>Goes out as ETag.</summary>
    public string? Version { get; }

    /// <summary>201 with where it is.</summary>
    public static ChangeAnswer Created(string location, string id, string version, IReadOnlyList<ChangeWarning>? warnings = null) =>
        Of(StatusCodes.Status201Created, new ChangeView(id, version, warnings ?? []), ApiJson.Readable.ChangeView, version, location);

    /// <summary>200 with the new version.</summary>
    public static ChangeAnswer Changed(string id, string version, IReadOnlyList<ChangeWarning>? warnings = null) =>
        Of(StatusCodes.Status200OK, new ChangeView(id, version, warnings ?? []), ApiJson.Readable.ChangeView, version);

    /// <summary>Any other answer.</summary>
    public static ChangeAnswer Of<T>(int status, T view, JsonTypeInfo<T> type, string? version = null, string? location = null) =>
        new(status, location, version, JsonSerializer.Serialize(view, type));

    public static ChangeAnswer Replay(StoredAnswer stored) => new(stored.Status, stored.Location, stored.Version, stored.Body, isReplayed: true);

    public StoredAnswer ToStored(string requestHash, DateTimeOffset at) => new(requestHash, Status, Location, Version, _body, at);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (Version is not null)
        {
            response.Headers.ETag = EntityTags.Of(Version);
        }

        if (_isReplayed)
        {
            response.Headers[ReplayedHeader] = "true";
        }

        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(_body, httpContext.RequestAborted);
    }
}
