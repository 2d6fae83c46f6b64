using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Billing.Sandbox.NpAtobarai;
using Billing.Sandbox.Serving;
using Testing;

namespace Billing.Sandbox.Tests.Harness;

/// <summary>A real sandbox on a free port with a clock moved by hand, and clients that speak to it as the reference says.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    protected const string Token = "sandbox-token-of-orders";
    protected const string ViewToken = "sandbox-token-view-only";

    /// <summary>Wednesday 2026-11-25 in Tokyo, 10:00:30.</summary>
    private protected static readonly DateTimeOffset Start = new(2026, 11, 25, 1, 0, 30, TimeSpan.Zero);

    private SandboxServer _server = null!;

    private protected ManualTimeProvider Time { get; } = new(Start);

    private protected HttpClient Http { get; private set; } = null!;

    private protected SandboxState State => _server.State;

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(0, Time);
        Http = new HttpClient { BaseAddress = _server.Url, Timeout = TimeSpan.FromMinutes(2) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A call of kintone's REST interface with the app's token.</summary>
    private protected Task<Answer> KintoneAsync(string method, string api, string? body = null, string? token = Token, string root = "/k/v1/") =>
        SendAsync(Request(method, root + api, body, request =>
        {
            if (token is not null)
            {
                request.Headers.Add("X-Cybozu-API-Token", token);
            }
        }));

    /// <summary>A call of NP's interface with good credentials.</summary>
    private protected Task<Answer> NpAsync(string method, string path, string body) => SendAsync(Request(method, "/np/v1/" + path, body, request =>
    {
        request.Headers.Authorization = Basic(NpService.MerchantCode, NpService.SpCode);
        request.Headers.Add("X-NP-Terminal-Id", NpService.TerminalId);
    }));

    private protected Task<Answer> ControlAsync(string method, string path, string? body = null) => SendAsync(Request(method, "/control/" + path, body, _ => { }));

    private protected static HttpRequestMessage Request(string method, string path, string? body, Action<HttpRequestMessage> prepare)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        prepare(request);
        return request;
    }

    private protected async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            return new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
        }
    }

    private protected static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Adds a record through the REST interface and gives back its id.</summary>
    private protected async Task<string> AddRecordAsync(string record)
    {
        var answer = await KintoneAsync("POST", "record.json", $$"""{"app":12,"record":{{record}}}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (string)answer.Json["id"]!;
    }

    private protected async Task<JsonNode> ReadRecordAsync(string id) =>
        (await KintoneAsync("GET", $"record.json?app=12&id={id}")).Json["record"]!;
}
