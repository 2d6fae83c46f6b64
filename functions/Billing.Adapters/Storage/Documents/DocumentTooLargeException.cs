namespace Billing.Adapters.Storage.Documents;

/// <summary>A document does not fit into a row. Nothing was written.</summary>
public sealed class DocumentTooLargeException(string row, int length)
    : Exception($"The document of row {row} has {length} characters of JSON; at most {Most} were expected.")
{
    /// <summary>The stable code for whoever asked.</summary>
    public const string Code = "document_too_large";

    /// <summary>Characters of JSON: half of what a row of 1 MiB in UTF-16 can hold, so that columns beside it always fit.</summary>
    public const int Most = 256 * 1024;
}
