using System.Text.Json;
using Billing.Adapters.Apps;
using Billing.Adapters.Http;
using Billing.Core.Apps;

namespace Billing.Adapters.Kintone;

/// <summary>
/// The REST calls that are needed of one app (kintone §3.1). Paths of a guest space differ; the token goes into a header
/// and nowhere else.
/// </summary>
internal sealed class KintoneClient(ServiceCaller caller, AppSettings settings)
{
    private readonly string _root = settings.GuestSpaceId is { } space ? $"/k/guest/{space}/v1/" : "/k/v1/";

    public Task<KintoneAnswer> GetRecordAsync(string id, CancellationToken cancellationToken) =>
        GetAsync($"record.json?app={settings.AppId}&id={Uri.EscapeDataString(id)}", cancellationToken);

    public Task<KintoneAnswer> GetRecordsAsync(string query, CancellationToken cancellationToken) =>
        GetAsync($"records.json?app={settings.AppId}&query={Uri.EscapeDataString(query)}", cancellationToken);

    public Task<KintoneAnswer> GetFormFieldsAsync(CancellationToken cancellationToken) =>
        GetAsync($"app/form/fields.json?app={settings.AppId}", cancellationToken);

    public Task<KintoneAnswer> GetProcessAsync(CancellationToken cancellationToken) =>
        GetAsync($"app/status.json?app={settings.AppId}", cancellationToken);

    /// <summary>All or nothing; fires no webhook (§2.6). Guarded by each record's revision.</summary>
    public Task<KintoneAnswer> PutRecordsAsync(IReadOnlyList<KintoneWrite> writes, CancellationToken cancellationToken)
    {
        var body = KintoneWriteBody.Encode(settings.AppId, writes);
        return SendAsync(CallKind.GuardedWrite, () => Request(HttpMethod.Put, "records.json", new JsonPayload(body)), cancellationToken);
    }

    private Task<KintoneAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(CallKind.Read, () => Request(HttpMethod.Get, path, null), cancellationToken);

    private async Task<KintoneAnswer> SendAsync(CallKind kind, Func<HttpRequestMessage> create, CancellationToken cancellationToken) =>
        await caller.SendAsync(kind, create, cancellationToken) switch
        {
            CallResult.Answered answered when KintoneErrors.Read(answered.Reply) is { } error => new KintoneAnswer.Failed(error, answered.MayHaveBeenDone),
            CallResult.Answered answered => new KintoneAnswer.Ok(answered.Reply.Json ?? default(JsonElement), answered.MayHaveBeenDone),
            CallResult.Lost lost => new KintoneAnswer.Lost(lost.Code),
            CallResult.TooLarge => new KintoneAnswer.TooLarge(),
            CallResult.NotDone notDone => throw new LowCodeAppException(notDone.Code, isTransient: true),
            _ => throw new InvalidOperationException("Unknown kind of call result."),
        };

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        // A GET carries no Content-Type: kintone takes it for broken JSON (§3).
        var request = new HttpRequestMessage(method, new Uri(settings.BaseUrl, _root + path)) { Content = content };
        request.Headers.Add("X-Cybozu-API-Token", settings.ApiToken);
        return request;
    }
}
