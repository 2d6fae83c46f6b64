using System.Text.Json.Nodes;

namespace Billing.Sandbox.Kintone.Api;

/// <summary><c>bulkRequest.json</c>: up to 20 calls in order, all or nothing (kintone.md §3.1, §10 no. 8).</summary>
internal static class BulkRequest
{
    private const int MaxRequests = 20;

    private static readonly string[] Allowed =
    [
        "POST record.json", "PUT record.json", "POST records.json", "PUT records.json", "DELETE records.json",
        "PUT record/status.json", "PUT records/status.json",
    ];

    /// <exception cref="BulkRequestException">One call is refused; none has an effect.</exception>
    public static JsonObject Run(KintoneUnit unit, KintoneCall call)
    {
        var requests = KintoneCall.Items(call.Payload, "requests", MaxRequests);
        var results = new JsonArray();
        foreach (var (index, request) in requests.Index())
        {
            try
            {
                results.Add(One(unit, call, request as JsonObject ?? throw KintoneErrors.BadJson()));
            }
            catch (KintoneException refused)
            {
                throw new BulkRequestException(index, requests.Count, refused);
            }
        }

        return new JsonObject { ["results"] = results };
    }

    private static JsonObject One(KintoneUnit unit, KintoneCall call, JsonObject request)
    {
        var api = KintoneCall.Text(request, "api");
        var route = $"{KintoneCall.Text(request, "method").ToUpperInvariant()} {KintonePath.Parse(api)?.Api}";
        return Allowed.Contains(route)
            ? KintoneRoutes.All[route](unit, call.With(KintoneCall.Object(request, "payload")))
            : throw KintoneErrors.Validation("requests.api", "指定できないAPIです。");
    }
}
