using Billing.Adapters.Storage.Documents;

namespace Billing.Functions.Hosting;

/// <summary>What a mutation decided to do: everything is written in one entity group, with its audit and its stored answer, or nothing is.</summary>
/// <param name="Writes">At most <see cref="DocumentTable.MostWrites"/> together with one row for each audit entry and one for the answer.</param>
/// <param name="Audit">What changed, by document and field name.</param>
internal sealed record Change(IReadOnlyList<DocumentWrite> Writes, IReadOnlyList<AuditNote> Audit, ChangeAnswer Answer)
{
    /// <summary>Nothing is to be done, and the caller is told how things stand.</summary>
    public static Change None(ChangeAnswer answer) => new([], [], answer);
}

/// <summary>An audit entry before it is known who and when.</summary>
internal sealed record AuditNote(string Row, string Action, IReadOnlyList<string> Fields);
