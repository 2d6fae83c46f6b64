namespace Billing.Sandbox.Kintone.Forms;

/// <summary>The field types that a record shows (kintone.md §4).</summary>
internal enum FieldType
{
    RecordNumber,
    Creator,
    Modifier,
    CreatedTime,
    UpdatedTime,
    Status,
    StatusAssignee,
    Category,
    SingleLineText,
    MultiLineText,
    RichText,
    Number,
    Calc,
    RadioButton,
    DropDown,
    CheckBox,
    MultiSelect,
    Date,
    Time,
    Datetime,
    UserSelect,
    OrganizationSelect,
    GroupSelect,
    Link,
    File,
    Subtable,
}
