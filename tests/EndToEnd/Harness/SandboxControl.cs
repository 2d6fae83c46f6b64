using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>The sandbox's control API: acts as people do on kintone's and NP's screens, sets faults, and says what was received.</summary>
internal sealed class SandboxControl(Uri sandbox) : IDisposable
{
    private const string Records = "control/kintone/apps/12/records";
    private static int OrderCount;
    private readonly HttpClient _http = new() { BaseAddress = sandbox };

    /// <summary>A person adds a record; its 注文番号 is made unique. Gives its id.</summary>
    public async Task<string> AddAsync(JsonObject fields, string user = "suzuki")
    {
        fields["注文番号"] ??= $"E2E-{Environment.ProcessId}-{Interlocked.Increment(ref OrderCount)}";
        var added = await SendAsync(HttpMethod.Post, Records, new JsonObject { ["user"] = user, ["record"] = fields });
        return added["id"]!.GetValue<string>();
    }

    public Task EditAsync(string record, JsonObject fields, string user = "suzuki") =>
        SendAsync(HttpMethod.Put, $"{Records}/{record}", new JsonObject { ["user"] = user, ["record"] = fields });

    public Task DeleteAsync(string record) => SendAsync(HttpMethod.Delete, $"{Records}/{record}?user=suzuki", null);

    /// <summary>The record's fields as kintone has them now.</summary>
    public Task<JsonNode> RecordAsync(string record) => SendAsync(HttpMethod.Get, $"{Records}/{record}", null);

    public Task WebhookAsync(Uri url) => SendAsync(
        HttpMethod.Put, "control/kintone/apps/12/webhooks", new JsonObject { ["webhooks"] = new JsonArray(new JsonObject { ["url"] = url.AbsoluteUri }) });

    public Task WebhookRulesAsync(JsonObject rules) => SendAsync(HttpMethod.Put, "control/kintone/webhook-rules", rules);

    public Task FaultAsync(JsonObject fault) => SendAsync(HttpMethod.Post, "control/faults", fault);

    public Task<JsonNode> FaultsAsync() => SendAsync(HttpMethod.Get, "control/faults", null);

    public Task ClearFaultsAsync() => SendAsync(HttpMethod.Delete, "control/faults", null);

    /// <summary>Something happens on NP's own screen: <c>issue</c>, <c>advance</c>, <c>pay</c>, <c>cancel</c> …</summary>
    public Task AtNpAsync(string merchantNumber, string what, JsonObject? details = null) =>
        SendAsync(HttpMethod.Post, $"control/np/transactions/{merchantNumber}/{what}", details ?? []);

    public Task<JsonNode> NpTransactionAsync(string merchantNumber) => SendAsync(HttpMethod.Get, $"control/np/transactions/{merchantNumber}", null);

    /// <summary>What NP received for a merchant's number; zeros when nothing.</summary>
    public async Task<NpReceived> ReceivedAsync(string merchantNumber)
    {
        var received = (await SendAsync(HttpMethod.Get, "control/received", null))["np"]!["transactions"]![merchantNumber];
        int Count(string name) => received?[name]?.GetValue<int>() ?? 0;
        return new NpReceived(
            Count("registrationCalls"), Count("registrations"), Count("updateCalls"), Count("updates"), Count("invoiceRequestCalls"), Count("invoiceRequests"), Count("finds"));
    }

    /// <summary>How each record's last notification ended: true when it was acknowledged. kintone never repeats one.</summary>
    public async Task<IReadOnlyDictionary<string, bool>> LastDeliveriesAsync()
    {
        var deliveries = (await SendAsync(HttpMethod.Get, "control/kintone/deliveries", null)).AsArray();
        return deliveries.GroupBy(each => each!["recordId"]!.GetValue<string>())
            .ToDictionary(group => group.Key, group => group.MaxBy(each => each!["at"]!.GetValue<DateTimeOffset>())!["status"]?.GetValue<int>() == 202);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? (text.Length == 0 ? null : JsonNode.Parse(text)) ?? new JsonObject()
            : throw new InvalidOperationException($"The sandbox answered {(int)response.StatusCode} to {method} {path}: {text}");
    }
}

/// <summary>Calls that came, and what was really done.</summary>
internal sealed record NpReceived(int RegistrationCalls, int Registrations, int UpdateCalls, int Updates, int InvoiceCalls, int Invoices, int Finds);
