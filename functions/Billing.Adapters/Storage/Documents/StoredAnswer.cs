namespace Billing.Adapters.Storage.Documents;

/// <summary>
/// What a mutation answered, kept under its <c>Idempotency-Key</c> as row <c>request-{hash of key and caller}</c> in the entity group of the
/// change: the same key with the same request is answered again, with another one refused.
/// </summary>
/// <param name="RequestHash">SHA-256 of method, path with query, and body.</param>
public sealed record StoredAnswer(string RequestHash, int Status, string? Location, string? Version, string Body, DateTimeOffset At)
{
    /// <summary>What the rows of stored answers begin with.</summary>
    public const string Prefix = "request-";

    public static string Row(string keyHash) => Prefix + keyHash;

    public DocumentWrite ToWrite(string keyHash) => DocumentWrite.Insert(Row(keyHash), this, new Dictionary<string, object?> { ["At"] = At });
}
