namespace Billing.Adapters.Kintone;

/// <summary>Turns texts into the values that a field's type takes, and compares them with what a record holds.</summary>
internal static class KintoneWriteValues
{
    /// <param name="type">The field's type as last read; null when no record was read yet.</param>
    public static object? ForField(string? type, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return KintoneTypes.Empty(type);
        }

        if (type is not null && KintoneTypes.IsSeveral(type))
        {
            return new[] { value };
        }

        // A one-line field takes no line breaks.
        return type == "SINGLE_LINE_TEXT" ? value.ReplaceLineEndings(" ") : value;
    }

    /// <summary>Whether the record holds every value that the write carries.</summary>
    public static bool AreIn(KintoneWrite write, KintoneRecord record) =>
        write.Fields.All(field => record.Find(field.Key) is { } present && present.Choices.SequenceEqual(Choices(field.Value)));

    private static IReadOnlyList<string> Choices(object? value) => value switch
    {
        string { Length: > 0 } text => [text],
        IReadOnlyList<string> list => list,
        _ => [],
    };
}
