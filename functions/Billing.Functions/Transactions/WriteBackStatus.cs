using Billing.Functions.Hosting;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>Writes to the record what has changed of its transaction, everything in one write.</summary>
internal sealed class WriteBackStatus(RecordWriter writer)
{
    [Function(nameof(WriteBackStatus))]
    public async Task<AdvanceResult> RunAsync([ActivityTrigger] LifecycleInput input, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Start("write-back", input.Transaction);
        return await writer.WriteAsync(input, cancellationToken);
    }
}
