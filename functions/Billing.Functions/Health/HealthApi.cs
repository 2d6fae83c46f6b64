using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Health;

/// <summary>How the app and what it depends on are: 200 when all is well, 503 when a check failed.</summary>
internal sealed class HealthApi(HealthChecks checks)
{
    [Function("Health")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        _ = request; // nothing of it but the route
        var view = await checks.RunAsync(cancellationToken);
        var status = view.Status == HealthChecks.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return new JsonAnswer<HealthView>(view, ApiJson.Readable.HealthView, status);
    }
}
