using System.Globalization;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>
/// Stands before everything else of kintone: at most 100 requests at the same time, and the two headers on every answer, those of
/// faults as well (kintone.md §3.3, §10 no. 6).
/// </summary>
internal sealed class KintoneConcurrency(RequestBudget budget)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var running = budget.Enter();
        try
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["X-ConcurrencyLimit-Limit"] = RequestBudget.MaxConcurrent.ToString(CultureInfo.InvariantCulture);
                context.Response.Headers["X-ConcurrencyLimit-Running"] = running.ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            if (running > RequestBudget.MaxConcurrent)
            {
                var refused = KintoneErrors.TooManyRequests();
                await JsonText.WriteAsync(context, refused.Status, KintoneAnswers.Body(refused));
                return;
            }

            await next(context);
        }
        finally
        {
            budget.Leave();
        }
    }
}
