using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

using Functions.LocalHost.Azurite;
using Functions.LocalHost.Hosting;

using Testing;

namespace EndToEnd.Harness;

/// <summary>
/// Everything, as real processes: Azurite, the sandbox, the host with the published app. Settings are those of the demo, so that what is
/// tested is what is shown; tests add to them. The host and the app may be killed; Azurite and the sandbox live on.
/// </summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly SandboxProcess _sandbox;
    private readonly HostOptions _options;

    private Stack(AzuriteProcess azurite, SandboxProcess sandbox, HostOptions options)
    {
        (_azurite, _sandbox, _options) = (azurite, sandbox, options);
        Sandbox = new SandboxControl(sandbox.Url);
        Api = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{options.Port}/api/") };
        Api.DefaultRequestHeaders.Add("x-functions-key", options.HostKey);
    }

    public SandboxControl Sandbox { get; }

    public HostProcess Host { get; private set; } = null!;

    /// <summary>The app's HTTP API, with the host key.</summary>
    public HttpClient Api { get; }

    public string AzuriteConnection => _azurite.Connection.ConnectionString;

    public StorageConnection AzuriteStorage => _azurite.Connection;

    public Uri Webhook => new(Api.BaseAddress!, $"webhooks/kintone/orders?code={_options.HostKey}");

    public static async Task<Stack> StartAsync(IReadOnlyDictionary<string, string>? settings = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = Path.Combine(Built.Root, "infra", "local", "azurite");
        await AzuriteInstaller.EnsureAsync(folder, Console.WriteLine, CancellationToken.None);
        var azurite = await AzuriteProcess.StartAsync(folder, data: null, CancellationToken.None);
        var sandbox = await SandboxProcess.StartAsync();
        var options = new HostOptions
        {
            Port = FreePort(),
            Azurite = azurite.Connection.ConnectionString,
            Settings = Merge(DemoSettings(sandbox.Url), Fast, settings),
            Environment = environment ?? new Dictionary<string, string>(),
        };
        var stack = new Stack(azurite, sandbox, options);
        try
        {
            await stack.StartHostAsync();
            await stack.Sandbox.WebhookRulesAsync(new JsonObject { ["limitPerMinute"] = 10_000 });
            await stack.Sandbox.WebhookAsync(stack.Webhook);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a host on the same storage and port, after the one before was killed.</summary>
    public async Task StartHostAsync() => Host = await HostProcess.StartAsync(_options);

    /// <summary>The transaction of a record as the API shows it; null when there is none.</summary>
    public async Task<JsonNode?> TransactionAsync(string record)
    {
        using var answer = await Api.GetAsync($"transactions/orders-{record}");
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
    }

    /// <summary>The codes of a transaction's timeline, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync(string record)
    {
        var page = await Api.GetFromJsonAsync<JsonNode>($"transactions/orders-{record}/timeline");
        return [.. page!["items"]!.AsArray().Select(entry => entry!["code"]!.GetValue<string>())];
    }

    /// <summary>Waits until the record's fields have these values; the message of a time-out shows what they were, and the host's last lines.</summary>
    public async Task ShowsAsync(string record, params (string Field, string? Value)[] expected)
    {
        JsonNode? last = null;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    last = await Sandbox.RecordAsync(record);
                    return expected.All(each => Matches(last[each.Field]?["value"]?.ToString(), each.Value));
                },
                string.Join(", ", expected.Select(each => $"{each.Field} = {each.Value}")),
                TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException late)
        {
            var found = string.Join(", ", expected.Select(each => $"{each.Field} = {last?[each.Field]?["value"]}"));
            throw new TimeoutException($"Record {record}: {late.Message} Found: {found}, 取引状況 = {last?["取引状況"]?["value"]}, NG理由 = {last?["NG理由"]?["value"]}.\n{Tail(Host.Output)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Sandbox.Dispose();
        Api.Dispose();
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>Anything that is filled in.</summary>
    public const string Filled = "*";

    /// <summary>What makes tests quick: seconds for minutes.</summary>
    public static IReadOnlyDictionary<string, string> Fast { get; } = new Dictionary<string, string>
    {
        ["Lifecycle__RepeatGuard"] = "00:00:02",
        ["Lifecycle__RetryDelay"] = "00:00:01",
        ["Lifecycle__WatchdogGrace"] = "00:00:05",
    };

    /// <summary>The demo's settings, pointing to a sandbox.</summary>
    public static Dictionary<string, string> DemoSettings(Uri sandbox)
    {
        using var file = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Built.Root, "infra", "local", "localhost.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return file.RootElement.GetProperty("demo").GetProperty("settings").EnumerateObject().ToDictionary(
            setting => setting.Name, setting => setting.Value.GetString()!.Replace("{sandboxUrl}", sandbox.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));
    }

    private static bool Matches(string? found, string? expected) => expected == Filled ? !string.IsNullOrEmpty(found) : (found ?? "") == (expected ?? "");

    private static string Tail(string output) => string.Join('\n', output.Split('\n').TakeLast(40));

    private static Dictionary<string, string> Merge(params IEnumerable<KeyValuePair<string, string>>?[] layers)
    {
        var merged = new Dictionary<string, string>();
        foreach (var (name, value) in layers.Where(layer => layer is not null).SelectMany(layer => layer!))
        {
            merged[name] = value;
        }

        return merged;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
