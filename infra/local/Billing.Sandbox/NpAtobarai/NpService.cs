using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Sandbox.Faults;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>NP's interface over HTTP: credentials, the list of items, and the operations (providers.md §2.1, §3).</summary>
internal sealed class NpService(NpLedger ledger)
{
    public const string MerchantCode = "sandbox-merchant";
    public const string SpCode = "sandbox-sp";
    public const string TerminalId = "sandbox-terminal";

    private static readonly string Basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{MerchantCode}:{SpCode}"))}";

    public async Task HandleAsync(HttpContext context)
    {
        var (status, body) = await AnswerAsync(context);
        await JsonText.WriteAsync(context, status, body);
    }

    private async Task<(int Status, JsonObject Body)> AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != Basic)
        {
            return (401, Refused(NpCodes.NoCredentials));
        }

        if (context.Request.Headers["X-NP-Terminal-Id"] != TerminalId)
        {
            return (403, Refused(NpCodes.NoCredentials));
        }

        return NpOperations.All.TryGetValue($"{context.Request.Method} {context.Request.Path}", out var operation)
            ? Run(operation, await RequestBody.ReadAsync(context), context.Features.Get<Fault>())
            : (404, Refused(NpCodes.BadBody));
    }

    private (int Status, JsonObject Body) Run(NpOperation operation, byte[] body, Fault? fault)
    {
        JsonNode? json;
        try
        {
            json = JsonText.Parse(body);
        }
        catch (JsonException)
        {
            return (400, Refused(NpCodes.BadBody));
        }

        return (json as JsonObject)?["transactions"] switch
        {
            not JsonArray => (400, Refused(NpCodes.BadBody)),
            JsonArray { Count: 0 } => (400, Refused(NpCodes.NoItem)),
            JsonArray items when items.Count > operation.MaxItems => (400, Refused(NpCodes.TooManyItems)),
            JsonArray items => new NpBatch(operation, ledger, fault).Run(items),
        };
    }

    private static JsonObject Refused(string code) => NpAnswers.Errors(NpAnswers.Error(null, [code]));
}
