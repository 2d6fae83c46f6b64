using Billing.Functions.Invoicing;
using Billing.Functions.Transactions;

namespace Billing.Functions.Hosting;

/// <summary>For tests only: the crash point that lies in the runtime and not in a use case.</summary>
internal static class CrashPointsSetup
{
    /// <summary>The process dies while the host waits for an orchestrator's turn, which fails that instance for good (design §1).</summary>
    public const string OrchestratorTurn = "orchestrator-turn";

    /// <summary>The same of a billing run.</summary>
    public const string BillingTurn = "billing-turn";

    /// <summary>Adds nothing unless crash points are switched on.</summary>
    public static void UseCrashPoints(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ICrashPoints>() is not FileCrashPoints points)
        {
            return;
        }

        app.Use((context, next) =>
        {
            switch (context.Request.Path.Value?.TrimStart('/'))
            {
                case nameof(TransactionLifecycle):
                    points.Pass(OrchestratorTurn);
                    break;
                case nameof(BillingRun):
                    points.Pass(BillingTurn);
                    break;
            }

            return next(context);
        });
    }
}
