using System.Buffers;
using System.Text.Json;

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

using Billing.Adapters.Storage.Pipeline;

namespace Billing.Adapters.Storage.Tables;

/// <summary>The requests of the table service's REST interface, shared by the clients of one account.</summary>
internal sealed class TableRest
{
    private const string JsonMinimal = "application/json;odata=minimalmetadata";

    private readonly HttpPipeline _pipeline;

    public TableRest(StorageConnection connection, TableClientOptions options)
    {
        Endpoint = connection.TableEndpoint;
        HttpPipelinePolicy authentication = connection.AccountKey is { } key
            ? new TableSharedKeyPolicy(connection.AccountName, key, options.Time)
            : new BearerTokenAuthenticationPolicy(connection.Credential!, StorageConnection.Scope);
        _pipeline = HttpPipelineBuilder.Build(options, [new ServiceVersionPolicy(TableClientOptions.ServiceVersion)], [authentication], null);
    }

    public Uri Endpoint { get; }

    /// <summary>The path of a row below the endpoint; quotes in keys are doubled, everything else percent-encoded.</summary>
    public static string RowPath(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{KeyText(partitionKey)}',RowKey='{KeyText(rowKey)}')";

    public HttpMessage Message(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri(StorageEndpoint.Join(Endpoint, path)));
        request.Headers.Add("Accept", JsonMinimal);
        request.Headers.Add("DataServiceVersion", "3.0;NetFx");
        request.Headers.Add("MaxDataServiceVersion", "3.0;NetFx");
        return message;
    }

    public HttpMessage Message(RequestMethod method, string path, TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, EntityJsonWriter.Options))
        {
            EntityJsonWriter.Write(json, entity);
        }

        return WithBody(Message(method, path), buffer.WrittenMemory, "application/json");
    }

    public static HttpMessage WithBody(HttpMessage message, ReadOnlyMemory<byte> body, string contentType)
    {
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    /// <summary>Sends and returns the answer, which is one of the expected.</summary>
    /// <exception cref="RequestFailedException">Any other answer, or none after every retry (status 0).</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        using (message)
        {
            await _pipeline.SendOrFailAsync(message, cancellationToken);
            return expected.Contains(message.Response.Status)
                ? message.Response
                : throw StorageFailure.Of(message.Request, message.Response);
        }
    }

    private static string KeyText(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
