using Billing.Adapters.Storage.Documents;

using Microsoft.Net.Http.Headers;

namespace Billing.Functions.Hosting;

/// <summary>Optimistic concurrency over HTTP: a document's version goes out as <c>ETag</c> and comes back as <c>If-Match</c> (RFC 9110 §13.1.1).</summary>
internal static class EntityTags
{
    public static string Of(string version) => $"\"{version}\"";

    /// <summary>Holds an edit to the version that its sender saw. <c>*</c> is any version.</summary>
    /// <exception cref="ProblemException">428 without the header, 412 when another version is there.</exception>
    public static void Require(HttpRequest request, StoredDocument document)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            throw new ProblemException(Problem.PreconditionRequired);
        }

        if (!EntityTagHeaderValue.TryParseList([.. header.Select(value => value ?? "")], out var tags))
        {
            throw new ProblemException(Problem.BadRequest("if_match_invalid", "If-Match must be an ETag as it was given, in quotes.", "If-Matchは取得したETagを引用符付きで指定してください。"));
        }

        // Weak tags never match here (strong comparison).
        if (!tags.Any(tag => tag.Tag == "*" || (!tag.IsWeak && tag.Tag == Of(document.Version))))
        {
            throw new ProblemException(Problem.PreconditionFailed);
        }
    }
}
