using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Billing.Adapters.Storage;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

using Testing;

namespace Billing.Functions.Tests.Harness;

/// <summary>
/// The app's contract billing in this process, behind real HTTP on a free port and on Azurite: routes, bodies and headers are those that the
/// Functions host passes through. Tests share the tables of the process, so that each names what it makes uniquely (<see cref="Unique"/>).
/// </summary>
internal sealed class AppServer : IAsyncDisposable
{
    private static int Names;
    private readonly WebApplication _app;

    private AppServer(WebApplication app, HandClock clock, CapturedLog log) =>
        (_app, Clock, Log, Http) = (app, clock, log, new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/api/") });

    public HttpClient Http { get; }

    public HandClock Clock { get; }

    /// <summary>Every line that was logged, of every level.</summary>
    public CapturedLog Log { get; }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>An id or word that no other test uses.</summary>
    public static string Unique(string prefix) => $"{prefix}{Environment.ProcessId}x{Interlocked.Increment(ref Names)}";

    /// <param name="settings">Further settings, by name with <c>:</c>.</param>
    /// <param name="types">Functions beside the app's own.</param>
    /// <param name="today">What the clock begins with.</param>
    public static async Task<AppServer> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, IEnumerable<Type>? types = null, DateTimeOffset? today = null)
    {
        var azurite = await AzuriteFixture.StartAsync();
        var builder = FunctionsApplication.CreateBuilder([], [.. typeof(ApiRequests).Assembly.GetTypes(), .. types ?? []]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Bus"] = "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=eA==;UseDevelopmentEmulator=true",
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        var clock = new HandClock(today ?? new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));
        var log = new CapturedLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        List<string> faults = [];
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddBillingStorage(builder.Configuration).AddContractBilling(builder.Configuration, faults);
        builder.Services.TryAddSingleton<IdSource>();
        builder.Services.TryAddSingleton(new LifecycleSettings());
        builder.Services.AddSingleton<ICrashPoints>(new CountedCrash());
        Assert.Empty(faults);
        var app = builder.Build();
        await app.Services.GetRequiredService<BillingStorage>().EnsureTablesAsync();
        await app.StartAsync();
        return new AppServer(app, clock, log);
    }

    /// <param name="body">An object that becomes JSON, or a text that is sent as it is.</param>
    public async Task<ApiReply> SendAsync(
        string method, string path, object? body = null, string? ifMatch = null, string? key = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var answer = await Http.SendAsync(request);
        return await ApiReply.ReadAsync(answer);
    }

    public Task<ApiReply> GetAsync(string path, IReadOnlyDictionary<string, string>? headers = null) => SendAsync("GET", path, headers: headers);

    /// <summary>A principal as App Service authentication forwards it.</summary>
    public static Dictionary<string, string> SignedIn(string email, string claim = "email") => Principal(
        new { auth_typ = "aad", claims = new[] { new { typ = "name", val = "x" }, new { typ = claim, val = email } } });

    public static Dictionary<string, string> Principal(object principal) =>
        new() { ["X-MS-CLIENT-PRINCIPAL"] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(principal)) };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>An answer: its status, ETag and Location, and the JSON of its body.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string? ETag, string? Location, bool IsReplayed, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The stable code of a problem.</summary>
    public string? Code => Text.Length == 0 ? null : (string?)Json["code"];

    /// <summary>The fields that a validation problem names, with the code of each: <c>name:required</c>.</summary>
    public IReadOnlyList<string> FieldErrors => [.. Json["errors"]!.AsArray().Select(error => $"{(string)error!["field"]!}:{(string)error["code"]!}")];

    public string Id => (string)Json["id"]!;

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage answer) => new(
        answer.StatusCode,
        answer.Headers.ETag?.ToString(),
        answer.Headers.Location?.ToString(),
        answer.Headers.Contains("Idempotency-Replayed"),
        await answer.Content.ReadAsStringAsync());

    /// <summary>This answer, when it has the status; else the test fails with what was answered.</summary>
    public ApiReply Expect(int status, string? code = null)
    {
        Assert.True((int)Status == status && (code is null || Code == code), $"Expected {status} {code}, found {(int)Status}: {Text}");
        return this;
    }
}
