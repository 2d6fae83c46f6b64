using System.Collections.Immutable;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>One revision of a record. <see cref="Values"/> holds every field of the form that is not a system field.</summary>
internal sealed record StoredRecord
{
    public required long Id { get; init; }

    public required long Revision { get; init; }

    public required ImmutableDictionary<string, FieldValue> Values { get; init; }

    public required Person Creator { get; init; }

    public required Person Modifier { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The state of process management; kept also while that is off.</summary>
    public string Status { get; init; } = "";

    public ImmutableArray<Person> Assignees { get; init; } = [];

    public ImmutableArray<Comment> Comments { get; init; } = [];

    public long LastCommentId { get; init; }
}
