using Azure;

namespace Billing.Adapters.Storage.Tables;

/// <summary>The answer "there is no such row".</summary>
internal sealed class NoValueResponse<T> : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The row does not exist.");

    public override Response GetRawResponse() => throw new InvalidOperationException("The row does not exist; there is no answer to read.");
}
