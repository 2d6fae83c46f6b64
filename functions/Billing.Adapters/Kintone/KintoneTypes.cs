namespace Billing.Adapters.Kintone;

/// <summary>kintone's field types by what can be done with them (§4).</summary>
internal static class KintoneTypes
{
    public const string Status = "STATUS";
    public const string Modifier = "MODIFIER";
    public const string Creator = "CREATOR";
    public const string CreatedTime = "CREATED_TIME";
    public const string Subtable = "SUBTABLE";

    /// <summary>Types whose value is read as one text.</summary>
    public static IReadOnlyList<string> Texts { get; } =
        ["SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "LINK", "NUMBER", "CALC", "DROP_DOWN", "RADIO_BUTTON", "RECORD_NUMBER"];

    public static IReadOnlyList<string> Numbers { get; } = ["NUMBER", "CALC", "SINGLE_LINE_TEXT"];

    public static IReadOnlyList<string> Dates { get; } = ["DATE", "DATETIME", "SINGLE_LINE_TEXT"];

    public static IReadOnlyList<string> WritableTexts { get; } = ["SINGLE_LINE_TEXT", "MULTI_LINE_TEXT"];

    public static IReadOnlyList<string> WritableChoices { get; } = [.. WritableTexts, "DROP_DOWN", "RADIO_BUTTON"];

    public static IReadOnlyList<string> WritableDates { get; } = ["DATE", "SINGLE_LINE_TEXT"];

    /// <summary>An action field is cleared after its command was taken; a radio button cannot be.</summary>
    public static IReadOnlyList<string> Actions { get; } = ["DROP_DOWN", "SINGLE_LINE_TEXT", "CHECK_BOX", "MULTI_SELECT"];

    public static bool IsSeveral(string type) => type is "CHECK_BOX" or "MULTI_SELECT" or "CATEGORY";

    /// <summary>The form of "empty" that a write takes: null for dates, times and numbers, an empty list, else an empty text.</summary>
    public static object? Empty(string? type) => type switch
    {
        "DATE" or "TIME" or "DATETIME" or "NUMBER" => null,
        "CHECK_BOX" or "MULTI_SELECT" => Array.Empty<string>(),
        _ => "",
    };
}
