using System.Text.Json.Nodes;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>kintone's REST interface over HTTP.</summary>
internal sealed class KintoneService(KintoneDomain domain, RequestBudget budget)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await JsonText.WriteAsync(context, 200, await RunAsync(context));
        }
        catch (BulkRequestException bulk)
        {
            await JsonText.WriteAsync(context, bulk.Refused.Status, KintoneAnswers.Body(bulk));
        }
        catch (KintoneException refused)
        {
            await JsonText.WriteAsync(context, refused.Status, KintoneAnswers.Body(refused));
        }
    }

    private async Task<JsonObject> RunAsync(HttpContext context)
    {
        var path = KintonePath.Parse($"{context.Request.PathBase}{context.Request.Path}");
        var caller = KintoneCredentials.Read(context.Request.Headers, domain.Directory);
        var payload = await KintoneRequest.PayloadAsync(context);
        budget.Count(payload["app"]?.ToString() ?? "-");
        return path is not null && KintoneRoutes.All.TryGetValue($"{KintoneRequest.Method(context.Request)} {path.Api}", out var operation)
            ? domain.Run(unit => operation(unit, new KintoneCall(caller, path.GuestSpace, payload)))
            : throw new KintoneException(404, "CB_IL02", "指定したAPIが見つかりません。");
    }
}
