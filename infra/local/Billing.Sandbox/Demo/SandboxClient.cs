using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Billing.Sandbox.Demo;

/// <summary>The demo's hands and eyes: the sandbox's control API.</summary>
internal sealed class SandboxClient(HttpClient http)
{
    private const string Records = $"control/kintone/apps/{DemoOptions.AppId}/records";
    private const string User = "suzuki";

    /// <summary>kintone sends the app's webhooks to this URL from now on.</summary>
    public Task RegisterWebhookAsync(Uri host, string key, CancellationToken cancellationToken)
    {
        var url = new Uri(host, $"api/webhooks/kintone/{DemoOptions.AppKey}?code={Uri.EscapeDataString(key)}");
        var list = new JsonObject { ["webhooks"] = new JsonArray(new JsonObject { ["url"] = url.AbsoluteUri }) };
        return SendAsync(HttpMethod.Put, $"control/kintone/apps/{DemoOptions.AppId}/webhooks", list, cancellationToken);
    }

    /// <summary>Gives back the new record's id.</summary>
    public async Task<string> AddAsync(JsonObject fields, CancellationToken cancellationToken) =>
        (string)(await SendAsync(HttpMethod.Post, Records, Edit(fields), cancellationToken))!["id"]!;

    public Task EditAsync(string record, JsonObject fields, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, $"{Records}/{record}", Edit(fields), cancellationToken);

    public async Task<RecordView> ReadAsync(string record, CancellationToken cancellationToken)
    {
        var json = await SendAsync(HttpMethod.Get, $"{Records}/{record}", null, cancellationToken);
        return new RecordView(OrderFields.Watched.Append(OrderFields.Action).ToDictionary(field => field, field => (string?)json![field]?["value"] ?? ""));
    }

    /// <summary>What NP received for a record, over all attempts: merchant's number → counts.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> ReceivedAsync(string record, CancellationToken cancellationToken)
    {
        var all = await SendAsync(HttpMethod.Get, "control/received", null, cancellationToken);
        return all!["np"]!["transactions"]!.AsObject()
            .Where(each => each.Key.StartsWith($"{DemoOptions.AppKey}-{record}-", StringComparison.Ordinal))
            .ToDictionary(each => each.Key, each => each.Value!);
    }

    public async Task<DateOnly> TodayAtNpAsync(CancellationToken cancellationToken) =>
        Today(await SendAsync(HttpMethod.Get, "control/np/clock", null, cancellationToken));

    public async Task<DateOnly> MoveClockAsync(JsonObject step, CancellationToken cancellationToken) =>
        Today(await SendAsync(HttpMethod.Post, "control/np/clock/advance", step, cancellationToken));

    public Task PayAsync(string npId, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"control/np/transactions/{npId}/pay", [], cancellationToken);

    private static JsonObject Edit(JsonObject fields) => new() { ["user"] = User, ["record"] = fields };

    private static DateOnly Today(JsonNode? clock) => DateOnly.ParseExact((string)clock!["today"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? response.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(text)
            : throw new DemoException($"The sandbox answered {(int)response.StatusCode} to {method} {path}: {text}");
    }
}
