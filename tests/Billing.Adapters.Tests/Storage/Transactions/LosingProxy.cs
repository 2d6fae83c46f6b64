using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Tables;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Billing.Adapters.Tests.Storage.Transactions;

/// <summary>
/// Stands between a client and Azurite's tables and cuts the connection after one chosen request was carried out, so that its answer is lost.
/// </summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    private readonly HttpClient _azurite = new();
    private readonly StorageConnection _connection;
    private LocalServer? _server;
    private int _answersBefore = int.MaxValue;

    private LosingProxy(StorageConnection connection) => _connection = connection;

    /// <summary>How many answers were lost.</summary>
    public int Lost { get; private set; }

    public TableServiceClient Tables => new(
        _connection with { TableEndpoint = new UriBuilder(_connection.TableEndpoint) { Port = _server!.Address.Port }.Uri },
        new TableClientOptions(TimeProvider.System));

    public static async Task<LosingProxy> StartAsync()
    {
        var proxy = new LosingProxy(await AzuriteConnection.OpenAsync());
        proxy._server = await LocalServer.StartAsync(proxy.ForwardAsync);
        return proxy;
    }

    /// <summary>Lets <paramref name="answers"/> answers through and loses the next one.</summary>
    public void LoseAnswerAfter(int answers) => _answersBefore = answers;

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _azurite.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var request = await CopyAsync(context);
        using var answer = await _azurite.SendAsync(request);
        if (_answersBefore-- == 0)
        {
            Lost++;
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.Headers.ETag = answer.Headers.ETag?.ToString();
        if (answer.Content.Headers.ContentLength is not 0)
        {
            await answer.Content.CopyToAsync(context.Response.Body);
        }
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_connection.TableEndpoint, target))
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length" or "Connection")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToString()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value.ToString());
            }
        }

        return request;
    }
}
