using System.Security.Cryptography;
using System.Text;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Documents;
using Billing.Functions.Access;

namespace Billing.Functions.Hosting;

/// <summary>
/// A mutation that has been let in. <see cref="CommitAsync"/> writes what it decides with its audit entries, and under its
/// <c>Idempotency-Key</c> what was answered, in one entity group. Business key: the header's key and the caller, within the partition.
/// </summary>
internal sealed class ChangeRequest
{
    private const int MostTries = 8;
    private const int HashLetters = 32;

    private readonly UlidGenerator _ulids;
    private readonly string? _keyHash;
    private readonly string _requestHash;

    private ChangeRequest(HttpRequest request, Caller caller, string? keyHash, string requestHash, UlidGenerator ulids, DateTimeOffset now) =>
        (Request, Caller, _keyHash, _requestHash, _ulids, Now) = (request, caller, keyHash, requestHash, ulids, now);

    public HttpRequest Request { get; }

    public Caller Caller { get; }

    /// <summary>When the request came, in UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <exception cref="ProblemException">The idempotency key is too long.</exception>
    public static ChangeRequest Of(HttpRequest request, Caller caller, ReadOnlyMemory<byte> body, UlidGenerator ulids, TimeProvider time)
    {
        if (!IdempotencyKey.TryRead(request, out var key))
        {
            throw new ProblemException(IdempotencyKey.Invalid);
        }

        var keyHash = key is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Who}\n{key}")))[..HashLetters];
        var head = Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n");
        return new ChangeRequest(request, caller, keyHash, Convert.ToHexStringLower(SHA256.HashData([.. head, .. body.Span])), ulids, time.GetUtcNow());
    }

    /// <exception cref="ProblemException">403.</exception>
    public void RequirePartner()
    {
        if (!Caller.IsPartner)
        {
            throw new ProblemException(Problem.NotPermitted);
        }
    }

    /// <summary>Holds the edit to the version that its sender saw.</summary>
    /// <exception cref="ProblemException">428 or 412.</exception>
    public void RequireMatch(StoredDocument document) => EntityTags.Require(Request, document);

    /// <summary>A new id for something that this request makes.</summary>
    public string NewId() => _ulids.Next().ToString();

    /// <summary>
    /// Decides and writes; when somebody else wrote in between, decides again. A repeat of a request that was carried out gets the same answer,
    /// with <c>Idempotency-Replayed: true</c>, and decides nothing.
    /// </summary>
    /// <param name="decide">Given the version of this try. Reads what it needs anew each time.</param>
    public async Task<IResult> CommitAsync(DocumentTable table, string partition, Func<string, Task<Change>> decide, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await RepeatedAsync(table, partition, cancellationToken) is { } before)
            {
                return before;
            }

            try
            {
                if (await TryAsync(table, partition, decide, cancellationToken) is { } answer)
                {
                    return answer;
                }
            }
            catch (ProblemException refused)
            {
                // Perhaps it is refused only because its own twin has written since.
                return await RepeatedAsync(table, partition, cancellationToken) ?? refused.Problem;
            }
        }

        return Problem.Conflict("busy", "This is being changed by others. Send the request again.", "他の変更と重なりました。もう一度送ってください。");
    }

    private async Task<IResult?> TryAsync(DocumentTable table, string partition, Func<string, Task<Change>> decide, CancellationToken cancellationToken)
    {
        var version = _ulids.Next().ToString();
        var change = await decide(version);
        var writes = Writes(change, version);
        return writes.Count == 0 || await table.WriteAsync(partition, version, writes, cancellationToken) ? change.Answer : null;
    }

    private async Task<IResult?> RepeatedAsync(DocumentTable table, string partition, CancellationToken cancellationToken)
    {
        if (_keyHash is null || await table.ReadAsync<StoredAnswer>(partition, StoredAnswer.Row(_keyHash), cancellationToken) is not { } stored)
        {
            return null;
        }

        return stored.Value.RequestHash == _requestHash ? ChangeAnswer.Replay(stored.Value) : Problem.IdempotencyKeyReused;
    }

    private List<DocumentWrite> Writes(Change change, string version) =>
    [
        .. change.Writes,
        .. change.Audit.Select(note => new AuditEntry(note.Row, note.Action, note.Fields, Caller.Who, Now).ToWrite(version)),
        .. _keyHash is null ? [] : new[] { change.Answer.ToStored(_requestHash, Now).ToWrite(_keyHash) },
    ];
}
