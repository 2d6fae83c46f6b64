using System.Collections.Immutable;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>A stored value in one of the shapes of kintone.md §4. Never changed: a write makes a new one.</summary>
internal abstract record FieldValue
{
    private FieldValue() { }

    /// <summary>Texts, numbers, dates, one selected option. Null and "" are different empties on the wire.</summary>
    public sealed record Text(string? Value) : FieldValue;

    /// <summary>Several selected options.</summary>
    public sealed record Texts(ImmutableArray<string> Values) : FieldValue;

    public sealed record People(ImmutableArray<Person> Values) : FieldValue;

    public sealed record Files(ImmutableArray<StoredFile> Values) : FieldValue;

    public sealed record Table(ImmutableArray<TableRow> Rows) : FieldValue;

    /// <summary>Whether a required field counts as not filled.</summary>
    public bool IsEmpty => this switch
    {
        Text text => string.IsNullOrEmpty(text.Value),
        Texts texts => texts.Values.IsEmpty,
        People people => people.Values.IsEmpty,
        Files files => files.Values.IsEmpty,
        Table table => table.Rows.IsEmpty,
        _ => throw new InvalidOperationException($"{GetType().Name} is not a shape of a value."),
    };
}
