using Billing.Core.Transactions;

namespace Billing.Core.Apps;

/// <summary>One configured low-code app (kintone first): reading, writing back, checking its form.</summary>
public interface ILowCodeApp
{
    AppKey Key { get; }

    /// <summary>The app's id in its own system, for example <c>12</c>: what its notifications name as their sender.</summary>
    string AppId { get; }

    /// <summary>The record as it is now, or null when it does not exist (any more). Concurrent reads are coalesced.</summary>
    /// <exception cref="LowCodeAppException">The app could not be read.</exception>
    Task<AppRecord?> ReadAsync(string recordId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes values by meaning (<see cref="WriteBackMeaning"/>), guarded by the revision that was read.
    /// Meanings without a mapped field are left out.
    /// </summary>
    Task<WriteBackResult> WriteAsync(string recordId, long revision, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken);

    /// <summary>Each mapped field that is missing or has the wrong type, each trigger that cannot hold. Empty = fine.</summary>
    Task<IReadOnlyList<string>> CheckFormAsync(CancellationToken cancellationToken);
}

public abstract record WriteBackResult
{
    private WriteBackResult() { }

    public sealed record Written(long Revision) : WriteBackResult;

    /// <summary>The record has another revision by now: read and decide again.</summary>
    public sealed record Conflict : WriteBackResult;

    /// <summary>The record does not exist any more.</summary>
    public sealed record Gone : WriteBackResult;

    /// <summary>The app refuses these values for good (a field became required, an option is missing): park, do not retry.</summary>
    public sealed record Refused(string Code) : WriteBackResult;
}

/// <summary>A call to the low-code app failed.</summary>
/// <param name="code">The app's error code, or the kind of transport failure. Never a message from a body.</param>
/// <param name="isTransient">Whether trying later can help.</param>
public sealed class LowCodeAppException(string code, bool isTransient, Exception? inner = null)
    : Exception($"The low-code app answered {code}.", inner)
{
    public string Code { get; } = code;

    public bool IsTransient { get; } = isTransient;
}

/// <summary>Names of the meanings that write-backs fill (settings: <c>Apps__{key}__Fields__{Meaning}</c>).</summary>
public static class WriteBackMeaning
{
    /// <summary>取引状況</summary>
    public const string Status = "TransactionStatus";

    /// <summary>NP取引ID</summary>
    public const string ProviderTransactionId = "ProviderTransactionId";

    /// <summary>NG理由, 保留理由, or what a refused command says (which field, why, what to do)</summary>
    public const string Reason = "Reason";

    /// <summary>請求書発行日</summary>
    public const string IssuedOn = "IssuedOn";

    /// <summary>支払期限日</summary>
    public const string DueOn = "DueOn";

    /// <summary>購入者支払日</summary>
    public const string PaidOn = "PaidOn";

    /// <summary>請求書発行予定日</summary>
    public const string ExpectedIssueOn = "ExpectedIssueOn";

    /// <summary>立替日</summary>
    public const string AdvancedOn = "AdvancedOn";

    /// <summary>操作: the action field, cleared when its command was taken</summary>
    public const string Action = "Action";
}
