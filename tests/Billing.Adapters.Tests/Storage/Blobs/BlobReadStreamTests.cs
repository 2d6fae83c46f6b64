using System.Globalization;

using Azure;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Blobs;

using Microsoft.AspNetCore.Http;

namespace Billing.Adapters.Tests.Storage.Blobs;

/// <summary>Downloads whose connection breaks, from a server that closes it after a thousand bytes, or none.</summary>
public sealed class BlobReadStreamTests
{
    private const int PieceSize = 1000;
    private static readonly byte[] Content = [.. Enumerable.Range(0, 5000).Select(index => (byte)(index % 251))];

    [Fact]
    public async Task Download_ConnectionBreaks_IsTakenUpWhereItBroke()
    {
        var asked = new List<string>();
        await using var server = await LocalServer.StartAsync(context => AnswerAsync(context, asked, cutAlways: false));

        using var download = (await Blob(server.Address).DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(10) })).Value;
        using var all = new MemoryStream();
        await download.Content.CopyToAsync(all);

        Assert.Equal(Content[10..], all.ToArray());
        Assert.Equal("bytes=10- ", asked[0]);
        Assert.True(asked.Count > 1, "the connection was never closed");
        Assert.All(asked.Skip(1), request => Assert.EndsWith(" \"v1\"", request, StringComparison.Ordinal)); // on the same version only
    }

    [Fact]
    public async Task Download_BreaksWithoutProgress_Fails()
    {
        await using var server = await LocalServer.StartAsync(context => AnswerAsync(context, [], cutAlways: true));

        using var download = (await Blob(server.Address).DownloadStreamingAsync()).Value;
        var broken = await Assert.ThrowsAsync<IOException>(() => download.Content.CopyToAsync(Stream.Null));

        Assert.Contains("of 5000 bytes", broken.Message, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(HttpContext context, List<string> asked, bool cutAlways)
    {
        var range = context.Request.Headers["x-ms-range"].ToString();
        asked.Add($"{range} {context.Request.Headers.IfMatch}");
        var from = range.Length == 0 ? 0 : int.Parse(range.Split('=', '-')[1], CultureInfo.InvariantCulture);
        context.Response.StatusCode = range.Length == 0 ? 200 : 206;
        context.Response.Headers.ETag = "\"v1\"";
        context.Response.ContentLength = Content.Length - from;
        var piece = cutAlways ? 0 : Math.Min(PieceSize, Content.Length - from);
        await context.Response.StartAsync();
        await context.Response.Body.WriteAsync(Content.AsMemory(from, piece)); // less than was promised: the server closes the connection
    }

    private static BlobClient Blob(Uri address)
    {
        var endpoint = new Uri(address.GetLeftPart(UriPartial.Authority) + "/acc");
        var connection = new StorageConnection { AccountName = "acc", AccountKey = [1], TableEndpoint = endpoint, BlobEndpoint = endpoint };
        return new BlobServiceClient(connection, new BlobClientOptions(TimeProvider.System)).GetBlobContainerClient("container").GetBlobClient("b");
    }
}
