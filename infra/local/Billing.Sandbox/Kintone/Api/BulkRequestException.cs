namespace Billing.Sandbox.Kintone.Api;

/// <summary>The call at <see cref="Index"/> of a bulk request was refused.</summary>
internal sealed class BulkRequestException(int index, int count, KintoneException refused) : Exception(refused.Message, refused)
{
    public int Index { get; } = index;

    public int Count { get; } = count;

    public KintoneException Refused { get; } = refused;
}
