using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Billing.Sandbox.Faults;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>How kintone words what is not a success (kintone.md §3.3, §3.4).</summary>
internal sealed class KintoneAnswers : IFaultAnswers
{
    private const string Maintenance =
        "<!DOCTYPE html><html lang=\"ja\"><head><title>メンテナンス中</title></head><body><h1>サービスを利用できません</h1></body></html>";

    public bool DistortsAnswers => false;

    public static JsonObject Body(KintoneException error)
    {
        var json = new JsonObject
        {
            ["code"] = error.Code,
            ["id"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(15)),
            ["message"] = error.Message,
        };
        if (error.Errors is { } errors)
        {
            json["errors"] = new JsonObject(errors.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)new JsonObject { ["messages"] = new JsonArray(each.Value) })));
        }

        return json;
    }

    /// <summary>The call that was refused carries its error; the others are empty.</summary>
    public static JsonObject Body(BulkRequestException bulk) => new()
    {
        ["results"] = new JsonArray([.. Enumerable.Range(0, bulk.Count).Select(index => index == bulk.Index ? Body(bulk.Refused) : [])]),
    };

    public async Task WriteStatusAsync(HttpContext context, Fault fault)
    {
        if (fault.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var error = fault switch
        {
            { Kind: FaultKind.UnknownCode } => new KintoneException(520, "GAIA_ZZ99", "不明なエラーです。"),
            { Code: { } code } => new KintoneException(fault.Status, code, "エラーが発生しました。"),
            { Status: 429 } => KintoneErrors.TooManyRequests(),
            _ => null,
        };
        if (error is not null)
        {
            await JsonText.WriteAsync(context, error.Status, Body(error));
            return;
        }

        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Maintenance, context.RequestAborted);
    }
}
