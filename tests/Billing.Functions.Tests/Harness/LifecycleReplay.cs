using Billing.Functions.Transactions;

using P = Functions.Durable.Protocol;

namespace Billing.Functions.Tests.Harness;

/// <summary>The lifecycle of record 101.</summary>
internal sealed class LifecycleReplay : OrchestrationReplay
{
    public LifecycleReplay()
        : base(nameof(TransactionLifecycle), "tx-orders-101", new LifecycleInput("orders-101", "01JGV0000000000000000000AA"), new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)) =>
        Registry.Add(nameof(TransactionLifecycle), async context =>
        {
            await TransactionLifecycle.RunAsync(context, context.GetInput<LifecycleInput>()!);
            return null;
        });

    public P.OrchestratorResponse Completed(int id, AdvanceResult result) => ActivityDone(id, result);

    public P.OrchestratorResponse Woken() => Turn(new P.HistoryEvent { EventRaised = new() { Name = TransactionLifecycle.Wake } });
}
