using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>One blob. Refusals are <see cref="RequestFailedException"/> with the service's code.</summary>
internal sealed class BlobClient
{
    private readonly BlobRest _rest;
    private readonly string _path;

    internal BlobClient(BlobRest rest, string container, string name)
    {
        _rest = rest;
        _path = $"{container}/{BlobNames.Path(name)}";
        BlobContainerName = container;
        Name = name;
    }

    public string BlobContainerName { get; }

    public string Name { get; }

    public BlobLeaseClient GetBlobLeaseClient(string? leaseId = null) => new(_rest, _path, leaseId);

    /// <summary>
    /// Writes the whole content, read once and forward: up to 4 MiB by one call, more in blocks of which the last call makes the blob.
    /// Other readers see the former content or all of the new one.
    /// </summary>
    public async Task<Response<BlobInfo>> UploadAsync(
        Stream content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default) =>
        BlobInfo.Of(await new BlobUpload(_rest, _path, options ?? new BlobUploadOptions()).RunAsync(content, cancellationToken));

    public async Task<Response<BlobInfo>> UploadAsync(
        ReadOnlyMemory<byte> content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await UploadAsync(stream, options, cancellationToken);
    }

    /// <summary>The content, or a part of it, as it arrives. A connection that breaks meanwhile is taken up again on the same version.</summary>
    /// <exception cref="RequestFailedException"><c>BlobNotFound</c>, <c>InvalidRange</c> (it begins past the end), <c>ConditionNotMet</c>.</exception>
    public async Task<Response<BlobDownloadStreamingResult>> DownloadStreamingAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default)
    {
        var wanted = options?.Range ?? default;
        var (response, content) = await OpenAsync(wanted, options?.Conditions, cancellationToken);
        var details = BlobProperties.Of(response);
        var resuming = new BlobReadStream(content, details.ContentLength, async (read, token) =>
        {
            var rest = new HttpRange(wanted.Offset + read, details.ContentLength - read);
            var same = new BlobRequestConditions { IfMatch = details.ETag, LeaseId = options?.Conditions?.LeaseId };
            return (await OpenAsync(rest, same, token)).Content;
        });
        return Response.FromValue(new BlobDownloadStreamingResult(resuming, details), response);
    }

    public async Task<Response<BlobProperties>> GetPropertiesAsync(
        BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var response = await _rest.SendAsync(_rest.Message(RequestMethod.Head, _path, conditions), cancellationToken, 200);
        return Response.FromValue(BlobProperties.Of(response), response);
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await GetPropertiesAsync(null, cancellationToken);
            return true;
        }
        catch (RequestFailedException refused) when (refused.Status == 404)
        {
            return false;
        }
    }

    /// <summary>Puts this metadata in place of all that was there.</summary>
    public async Task<Response<BlobInfo>> SetMetadataAsync(
        IDictionary<string, string> metadata, BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        var message = _rest.Message(RequestMethod.Put, _path, conditions);
        message.Request.Uri.AppendQuery("comp", "metadata");
        BlobRest.AddMetadata(message.Request, metadata);
        return BlobInfo.Of(await _rest.SendAsync(message, cancellationToken, 200));
    }

    public async Task<Response> DeleteAsync(BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default) =>
        await _rest.SendAsync(_rest.Message(RequestMethod.Delete, _path, conditions), cancellationToken, 202);

    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteIfExistsAsync(BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await DeleteAsync(conditions, cancellationToken);
            return true;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode is BlobErrorCode.BlobNotFound or BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    private async Task<(Response Response, Stream Content)> OpenAsync(
        HttpRange range, BlobRequestConditions? conditions, CancellationToken cancellationToken)
    {
        var message = _rest.Message(RequestMethod.Get, _path, conditions);
        if (range != default)
        {
            message.Request.Headers.SetValue("x-ms-range", range.ToString());
        }

        return await _rest.SendStreamingAsync(message, cancellationToken, 200, 206);
    }
}
