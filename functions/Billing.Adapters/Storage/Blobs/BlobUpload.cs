using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>
/// Writes a stream of any length with one buffer of 4 MiB. Each call's content is in the buffer, so that a retry can send it again.
/// </summary>
internal sealed class BlobUpload(BlobRest rest, string path, BlobUploadOptions options)
{
    public const int BlockSize = 4 * 1024 * 1024;
    public const int MaxBlocks = 50_000;

    private const int BlockIdSize = 12; // 8 bytes that tell this upload from others, 4 of the block's number

    private readonly List<string> _blockIds = [];
    private readonly byte[] _mark = RandomNumberGenerator.GetBytes(BlockIdSize - sizeof(int));

    public async Task<Response> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var read = await FillAsync(content, buffer, cancellationToken);
            if (read < BlockSize)
            {
                return await PutBlobAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            for (; read > 0; read = await FillAsync(content, buffer, cancellationToken))
            {
                await PutBlockAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return await PutBlockListAsync(cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);

    private async Task<Response> PutBlobAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var message = CommitMessage();
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        message.Request.Content = RequestContent.Create(content);
        return await rest.SendAsync(message, cancellationToken, 201);
    }

    private async Task PutBlockAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (_blockIds.Count == MaxBlocks)
        {
            throw new InvalidDataException($"The content is longer than {MaxBlocks} blocks of {BlockSize} bytes.");
        }

        var id = BlockId(_blockIds.Count);
        var lease = options.Conditions?.LeaseId is { } leaseId ? new BlobRequestConditions { LeaseId = leaseId } : null;
        var message = rest.Message(RequestMethod.Put, path, lease);
        message.Request.Uri.AppendQuery("comp", "block");
        message.Request.Uri.AppendQuery("blockid", Uri.EscapeDataString(id), escapeValue: false);
        message.Request.Content = RequestContent.Create(content);
        await rest.SendAsync(message, cancellationToken, 201);
        _blockIds.Add(id);
    }

    private async Task<Response> PutBlockListAsync(CancellationToken cancellationToken)
    {
        var list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        foreach (var id in _blockIds)
        {
            list.Append("<Latest>").Append(id).Append("</Latest>");
        }

        var message = CommitMessage();
        message.Request.Uri.AppendQuery("comp", "blocklist");
        message.Request.Headers.SetValue("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(list.Append("</BlockList>").ToString()));
        return await rest.SendAsync(message, cancellationToken, 201);
    }

    // Conditions hold for the call that makes the blob visible.
    private HttpMessage CommitMessage()
    {
        var message = rest.Message(RequestMethod.Put, path, options.Conditions);
        BlobRest.AddMetadata(message.Request, options.Metadata);
        if (options.HttpHeaders?.ContentType is { } contentType)
        {
            message.Request.Headers.SetValue("x-ms-blob-content-type", contentType);
        }

        return message;
    }

    private string BlockId(int number)
    {
        Span<byte> id = stackalloc byte[BlockIdSize];
        _mark.CopyTo(id);
        BinaryPrimitives.WriteInt32BigEndian(id[_mark.Length..], number);
        return Convert.ToBase64String(id);
    }
}
