using System.Net;

namespace Functions.LocalHost.Storage;

/// <summary>The table service refused.</summary>
internal sealed class TableStoreException : Exception
{
    public TableStoreException(HttpStatusCode status, string code, string operation, int? failedIndex = null)
        : base($"{operation} was refused: {(int)status} {code}{(failedIndex is { } index ? $" (row {index} of the transaction)" : "")}.")
    {
        (Status, Code, FailedIndex) = (status, code, failedIndex);
    }

    public HttpStatusCode Status { get; }

    /// <summary>The service's own code, for example <c>UpdateConditionNotSatisfied</c>.</summary>
    public string Code { get; }

    /// <summary>Of a transaction: which row was refused, from 0; null when the service did not say.</summary>
    public int? FailedIndex { get; }

    /// <summary>The row is there already.</summary>
    public bool IsConflict => Status == HttpStatusCode.Conflict;

    /// <summary>The row has another version.</summary>
    public bool IsChanged => Status == HttpStatusCode.PreconditionFailed;

    public bool IsNotFound => Status == HttpStatusCode.NotFound;
}
