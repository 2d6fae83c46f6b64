using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

using Billing.Adapters.Storage.Pipeline;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>The requests of the blob service's REST interface, shared by the clients of one account.</summary>
internal sealed class BlobRest
{
    private readonly HttpPipeline _pipeline;

    public BlobRest(StorageConnection connection, BlobClientOptions options)
    {
        Endpoint = connection.BlobEndpoint;
        HttpPipelinePolicy authentication = connection.AccountKey is { } key
            ? new BlobSharedKeyPolicy(connection.AccountName, key, options.Time)
            : new BearerTokenAuthenticationPolicy(connection.Credential!, StorageConnection.Scope);
        _pipeline = HttpPipelineBuilder.Build(options, [new ServiceVersionPolicy(BlobClientOptions.ServiceVersion)], [authentication], null);
    }

    public Uri Endpoint { get; }

    public HttpMessage Message(RequestMethod method, string path, BlobRequestConditions? conditions = null)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(StorageEndpoint.Join(Endpoint, path)));
        if (method == RequestMethod.Put)
        {
            message.Request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        }

        BlobRequestConditions.Apply(message.Request, conditions);
        return message;
    }

    public static void AddMetadata(Request request, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        foreach (var (name, value) in metadata ?? [])
        {
            BlobNames.CheckMetadata(name, value);
            request.Headers.SetValue("x-ms-meta-" + name, value);
        }
    }

    /// <summary>Sends and returns the answer, which is one of the expected.</summary>
    /// <exception cref="RequestFailedException">Any other answer, or none after every retry (status 0).</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        using (message)
        {
            await _pipeline.SendOrFailAsync(message, cancellationToken);
            return Expected(message, expected);
        }
    }

    /// <summary>Sends and returns the answer with its content as it arrives.</summary>
    public async Task<(Response Response, Stream Content)> SendStreamingAsync(
        HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        message.BufferResponse = false;
        using (message)
        {
            await _pipeline.SendOrFailAsync(message, cancellationToken);
            return (Expected(message, expected), message.ExtractResponseContent() ?? Stream.Null);
        }
    }

    private static Response Expected(HttpMessage message, int[] expected) => expected.Contains(message.Response.Status)
        ? message.Response
        : throw StorageFailure.Of(message.Request, message.Response);
}
