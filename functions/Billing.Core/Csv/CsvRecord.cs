namespace Billing.Core.Csv;

/// <summary>One record of a CSV and the line on which it begins, from 1.</summary>
public sealed record CsvRecord(int Line, IReadOnlyList<string> Fields);
