using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Faults;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>The shapes of NP's answers (providers.md §2.2, §2.5, §3).</summary>
internal sealed class NpAnswers : IFaultAnswers
{
    public bool DistortsAnswers => true;

    public static JsonObject Credit(NpTransaction transaction)
    {
        var json = new JsonObject
        {
            ["shop_transaction_id"] = transaction.ShopTransactionId,
            ["np_transaction_id"] = transaction.Id,
            ["authori_result"] = transaction.Credit.Code,
            ["authori_required_date"] = NpJson.Format(transaction.CreditAt),
        };
        if (transaction.Credit.Ng is { } ng)
        {
            json["authori_ng"] = ng;
        }

        if (transaction.Credit.Hold is { } hold)
        {
            json["authori_hold"] = new JsonArray([.. hold.Select(code => (JsonNode)code)]);
        }

        return json;
    }

    public static JsonObject Invoice(NpTransaction transaction) => new()
    {
        ["np_transaction_id"] = transaction.Id,
        ["transaction_status"] = transaction.Status,
        ["invoice_requested_date"] = NpJson.Format(transaction.RequestedOn!.Value),
    };

    public static JsonObject State(NpTransaction transaction)
    {
        var json = new JsonObject
        {
            ["np_transaction_id"] = transaction.Id,
            ["shop_transaction_id"] = transaction.ShopTransactionId,
            ["transaction_status"] = transaction.Status,
            ["billed_amount"] = transaction.Order.BilledAmount,
        };
        Add(json, "invoice_requested_date", transaction.RequestedOn);
        Add(json, "invoice_issue_date", transaction.IssuedOn);
        Add(json, "payment_due_date", transaction.DueOn);
        Add(json, "advance_date", transaction.AdvancedOn);
        Add(json, "customer_payment_date", transaction.PaidOn);
        Add(json, "cancelled_date", transaction.CancelledOn);
        return json;
    }

    public static JsonObject Error(string? id, IEnumerable<string> codes)
    {
        var json = new JsonObject { ["codes"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]) };
        if (id is not null)
        {
            json["id"] = id;
        }

        return json;
    }

    public static JsonObject Errors(params IEnumerable<JsonObject> errors) => new() { ["errors"] = new JsonArray([.. errors]) };

    /// <summary>Puts a code that no document lists where the code of the result stands.</summary>
    public static void MakeUnknown(JsonObject result)
    {
        var member = result.ContainsKey("authori_result") ? "authori_result" : "transaction_status";
        result[member] = member == "authori_result" ? "99" : "UNHEARD_OF";
    }

    public async Task WriteStatusAsync(HttpContext context, Fault fault)
    {
        if (fault.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (fault.Code is { } code)
        {
            await JsonText.WriteAsync(context, fault.Status, Errors(Error(null, [code])));
            return;
        }

        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync("Service Unavailable", context.RequestAborted);
    }

    private static void Add(JsonObject json, string name, DateOnly? date)
    {
        if (date is { } known)
        {
            json[name] = NpJson.Format(known);
        }
    }
}
