namespace Billing.Sandbox.Kintone.Records;

/// <summary>Where a value stands in a request, in the notation of the <c>errors</c> keys (kintone.md §3.4, <c>CB_VA01</c>).</summary>
/// <param name="prefix"><c>record</c>, <c>records[2]</c>, <c>records[2].record</c>, or a table's row.</param>
internal sealed class FieldPath(string prefix, string code, bool inRow)
{
    public bool InRow { get; } = inRow;

    public string Scalar => $"{prefix}.{code}.value";

    public string Array => $"{prefix}.{code}.values";

    public string NotANumber => $"{prefix}[{code}].value";

    public string People => $"{prefix}.{code}.values.value";

    public string Item(int index) => $"{prefix}.{code}.values[{index}].value";

    /// <summary>The prefix of a row's columns.</summary>
    public string Row(int index) => $"{prefix}.{code}.value[{index}].value";
}
