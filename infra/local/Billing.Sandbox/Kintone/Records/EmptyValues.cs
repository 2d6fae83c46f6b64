using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>What a field shows that nobody filled (kintone.md §4, column "empty").</summary>
internal static class EmptyValues
{
    public static FieldValue Of(FieldDefinition field) => field.Type switch
    {
        FieldType.RadioButton => new FieldValue.Text(field.Options.Count > 0 ? field.Options[0] : null),
        _ => Cleared(field),
    };

    /// <summary>What remains after a person cleared the field.</summary>
    public static FieldValue Cleared(FieldDefinition field) => field.Type switch
    {
        FieldType.Subtable => new FieldValue.Table([]),
        FieldType.File => new FieldValue.Files([]),
        _ when field.Type.IsChoices() => new FieldValue.Texts([]),
        _ when field.Type.IsPeople() => new FieldValue.People([]),
        FieldType.RadioButton or FieldType.DropDown or FieldType.Date or FieldType.Time => new FieldValue.Text(null),
        _ => new FieldValue.Text(""),
    };
}
