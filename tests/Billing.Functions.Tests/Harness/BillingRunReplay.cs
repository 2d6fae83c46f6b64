using Billing.Functions.Invoicing;

using P = Functions.Durable.Protocol;

namespace Billing.Functions.Tests.Harness;

/// <summary>The run of October 2026, begun on the third business day of November.</summary>
internal sealed class BillingRunReplay : OrchestrationReplay
{
    public BillingRunReplay()
        : base(nameof(BillingRun), "billing-2026-10", new BillingRunInput("2026-10", "01JGV0000000000000000000AA"), new DateTimeOffset(2026, 11, 4, 16, 0, 0, TimeSpan.Zero)) =>
        Registry.Add(nameof(BillingRun), async context =>
        {
            await BillingRun.RunAsync(context, context.GetInput<BillingRunInput>()!);
            return null;
        });

    public P.OrchestratorResponse Advanced(int id, BillingRunStep step) => ActivityDone(id, step);

    public P.OrchestratorResponse PageDone(int id) => ActivityDone(id, null);
}
