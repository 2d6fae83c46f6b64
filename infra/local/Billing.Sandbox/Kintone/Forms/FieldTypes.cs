using System.Text.Json;

namespace Billing.Sandbox.Kintone.Forms;

/// <summary>What kind of field a type is.</summary>
internal static class FieldTypes
{
    private static readonly Dictionary<FieldType, string> Names = Enum.GetValues<FieldType>()
        .ToDictionary(type => type, type => JsonNamingPolicy.SnakeCaseUpper.ConvertName(type.ToString()));

    /// <summary>The name on the wire, for example <c>SINGLE_LINE_TEXT</c>.</summary>
    public static string WireName(this FieldType type) => Names[type];

    /// <summary>Set by kintone itself; cannot be written by an update (kintone.md §3.1).</summary>
    public static bool IsSystem(this FieldType type) =>
        type is FieldType.RecordNumber or FieldType.Creator or FieldType.Modifier or FieldType.CreatedTime or FieldType.UpdatedTime
            or FieldType.Status or FieldType.StatusAssignee or FieldType.Calc;

    public static bool IsChoice(this FieldType type) => type is FieldType.RadioButton or FieldType.DropDown;

    public static bool IsChoices(this FieldType type) => type is FieldType.CheckBox or FieldType.MultiSelect or FieldType.Category;

    public static bool IsPeople(this FieldType type) =>
        type is FieldType.UserSelect or FieldType.OrganizationSelect or FieldType.GroupSelect or FieldType.StatusAssignee;

    public static bool IsText(this FieldType type) =>
        type is FieldType.SingleLineText or FieldType.MultiLineText or FieldType.RichText or FieldType.Link;

    /// <summary>Compared as a number in queries.</summary>
    public static bool IsNumeric(this FieldType type) => type is FieldType.Number or FieldType.Calc or FieldType.RecordNumber;

    /// <summary>Compared as points in time in queries; their texts sort as they follow each other.</summary>
    public static bool IsTemporal(this FieldType type) =>
        type is FieldType.Date or FieldType.Time or FieldType.Datetime or FieldType.CreatedTime or FieldType.UpdatedTime;

    /// <summary>The value is an array: validation names it <c>values</c>.</summary>
    public static bool IsArray(this FieldType type) => type.IsChoices() || type.IsPeople() || type is FieldType.File or FieldType.Subtable;
}
