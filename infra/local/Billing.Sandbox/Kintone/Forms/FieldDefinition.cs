namespace Billing.Sandbox.Kintone.Forms;

/// <summary>One field of an app's form, or one column of its table.</summary>
internal sealed record FieldDefinition
{
    public required string Code { get; init; }

    public required FieldType Type { get; init; }

    public bool Required { get; init; }

    /// <summary>"Prohibit duplicates": makes the field usable as an update key.</summary>
    public bool Unique { get; init; }

    /// <summary>The labels of a selection; they are the values.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public int? MaxLength { get; init; }

    /// <summary>The formula of a <see cref="FieldType.Calc"/>.</summary>
    public string? Expression { get; init; }

    /// <summary>The columns of a <see cref="FieldType.Subtable"/>.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; init; } = [];
}
