namespace Billing.Core.Attributes;

/// <summary>What kind of answer a custom attribute takes (B09).</summary>
public enum AttributeType
{
    /// <summary>文字列.</summary>
    Text,

    /// <summary>数値: a decimal number.</summary>
    Number,

    /// <summary>選択肢: one of the listed choices.</summary>
    Choice,

    /// <summary>日付: <c>yyyy-MM-dd</c>.</summary>
    Date,
}
