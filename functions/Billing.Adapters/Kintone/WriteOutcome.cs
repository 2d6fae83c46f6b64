using Billing.Core.Apps;

namespace Billing.Adapters.Kintone;

/// <summary>What came of one record's write within a batch: a result, or the failure that its caller gets thrown.</summary>
internal sealed record WriteOutcome(WriteBackResult? Result, LowCodeAppException? Failure)
{
    public static WriteOutcome Of(WriteBackResult result) => new(result, null);

    public static WriteOutcome Failed(string code, bool isTransient) => new(null, new LowCodeAppException(code, isTransient));
}
