namespace Billing.Adapters.Kintone;

/// <param name="Table">The code of the table whose column it is; null for a field of the record itself.</param>
/// <param name="Options">The options of a selection; null for other types.</param>
internal sealed record KintoneFormField(string Type, string? Table, IReadOnlyList<string>? Options, bool IsLookupCopy = false);
