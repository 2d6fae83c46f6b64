using System.Text;

using Azure;

using Billing.Adapters.Storage.Blobs;

using Testing;

namespace Billing.Adapters.Tests.Storage.Blobs;

/// <summary>What a blob service must do for this app, whichever one it is. Every test has a container of its own.</summary>
public abstract partial class BlobContract : IAsyncLifetime
{
    private protected BlobServiceClient Service { get; private set; } = null!;

    private protected BlobContainerClient Container { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await ConnectAsync();
        Container = Service.GetBlobContainerClient(AzuriteFixture.UniqueName("c"));
        await Container.CreateIfNotExistsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Container.DeleteIfExistsAsync();
    }

    private protected abstract Task<BlobServiceClient> ConnectAsync();

    private protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private protected async Task<BlobClient> BlobAsync(string name, string content)
    {
        var blob = Container.GetBlobClient(name);
        await blob.UploadAsync(Bytes(content));
        return blob;
    }

    private protected static async Task<byte[]> ReadAsync(BlobClient blob, HttpRange range = default)
    {
        using var download = (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = range })).Value;
        using var all = new MemoryStream();
        await download.Content.CopyToAsync(all);
        return all.ToArray();
    }

    private protected static async Task<RequestFailedException> RefusedAsync(Func<Task> call) =>
        await Assert.ThrowsAsync<RequestFailedException>(call);

    [Fact]
    public async Task CreateIfNotExists_Twice_SaysWhichOneMadeIt()
    {
        var container = Service.GetBlobContainerClient(AzuriteFixture.UniqueName("c"));

        Assert.True(await container.CreateIfNotExistsAsync());
        Assert.False(await container.CreateIfNotExistsAsync());
        Assert.True(await container.DeleteIfExistsAsync());
        Assert.False(await container.DeleteIfExistsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("取引 😀")]
    public async Task Upload_SmallContent_IsReadBack(string content)
    {
        var blob = await BlobAsync("b", content);

        Assert.Equal(Bytes(content), await ReadAsync(blob));
        Assert.Equal(Bytes(content).Length, (await blob.GetPropertiesAsync()).Value.ContentLength);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlobUpload.BlockSize + 5)]
    public async Task Upload_AroundTheSizeOfABlock_IsReadBack(int more)
    {
        var content = new byte[BlobUpload.BlockSize + more];
        new Random(7).NextBytes(content);
        var blob = Container.GetBlobClient("large");

        await blob.UploadAsync(new ForwardStream(content), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["a"] = "b" } });

        var read = await ReadAsync(blob);
        Assert.True(content.AsSpan().SequenceEqual(read));
        Assert.Equal("b", (await blob.GetPropertiesAsync()).Value.Metadata["a"]);
    }

    [Fact]
    public async Task Upload_TwoWithoutConditions_TheLastOneIsThere()
    {
        var blob = await BlobAsync("b", "first");
        await blob.UploadAsync(Bytes("second"));

        Assert.Equal(Bytes("second"), await ReadAsync(blob));
    }

    [Fact]
    public async Task Upload_OnlyWhereThereIsNone_TheSecondIsRefused()
    {
        var blob = Container.GetBlobClient("b");
        var options = new BlobUploadOptions { Conditions = BlobRequestConditions.Absent };
        await blob.UploadAsync(Bytes("first"), options);

        var small = await RefusedAsync(() => blob.UploadAsync(Bytes("second"), options));
        var large = await RefusedAsync(() => blob.UploadAsync(new byte[BlobUpload.BlockSize + 1], options));

        Assert.Equal((409, BlobErrorCode.BlobAlreadyExists), (small.Status, small.ErrorCode));
        Assert.Contains(large.Status, new[] { 409, 412 });
        Assert.Equal(Bytes("first"), await ReadAsync(blob));
    }

    [Fact]
    public async Task Upload_ManyWritersOnOneVersion_OneWins()
    {
        var blob = Container.GetBlobClient("b");
        var version = (await blob.UploadAsync(Bytes("start"))).Value.ETag;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async writer =>
        {
            try
            {
                await blob.UploadAsync(
                    Bytes($"{writer}"), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfMatch = version } });
                return true;
            }
            catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.ConditionNotMet)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, won => won);
        Assert.Equal(Bytes($"{Array.IndexOf(outcomes, true)}"), await ReadAsync(blob));
    }

    [Fact]
    public async Task Download_Ranges_GiveThatPart()
    {
        var blob = await BlobAsync("b", "0123456789");

        Assert.Equal(Bytes("234"), await ReadAsync(blob, new HttpRange(2, 3)));
        Assert.Equal(Bytes("789"), await ReadAsync(blob, new HttpRange(7)));
        Assert.Equal(Bytes("89"), await ReadAsync(blob, new HttpRange(8, 100)));
        using var part = (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(2, 3) })).Value;
        Assert.Equal(("bytes 2-4/10", 3), (part.Details.ContentRange, part.Details.ContentLength));
        var past = await RefusedAsync(() => ReadAsync(blob, new HttpRange(20, 1)));
        Assert.Equal((416, BlobErrorCode.InvalidRange), (past.Status, past.ErrorCode));
    }

    [Fact]
    public async Task Download_Conditions_AreKept()
    {
        var blob = await BlobAsync("b", "first");
        var old = (await blob.GetPropertiesAsync()).Value.ETag;
        await blob.UploadAsync(Bytes("second"));

        var changed = await RefusedAsync(
            () => blob.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = old } }));

        Assert.Equal((412, BlobErrorCode.ConditionNotMet), (changed.Status, changed.ErrorCode));
    }

    [Fact]
    public async Task AnyCall_NoSuchBlobOrContainer_SaysWhich()
    {
        var missing = Container.GetBlobClient("missing");
        var nowhere = Service.GetBlobContainerClient(AzuriteFixture.UniqueName("c")).GetBlobClient("b");

        Assert.Equal(BlobErrorCode.BlobNotFound, (await RefusedAsync(() => missing.DownloadStreamingAsync())).ErrorCode);
        Assert.Equal(BlobErrorCode.BlobNotFound, (await RefusedAsync(() => missing.DeleteAsync())).ErrorCode);
        Assert.Equal(BlobErrorCode.ContainerNotFound, (await RefusedAsync(() => nowhere.UploadAsync(Bytes("x")))).ErrorCode);
        Assert.False(await missing.ExistsAsync());
        Assert.False(await missing.DeleteIfExistsAsync());
        Assert.False(await nowhere.ExistsAsync());
    }

    [Fact]
    public async Task Delete_ByVersion_OnlyThatOneIsDeleted()
    {
        var blob = await BlobAsync("b", "first");
        var old = (await blob.GetPropertiesAsync()).Value.ETag;
        await blob.UploadAsync(Bytes("second"));

        var refused = await RefusedAsync(() => blob.DeleteAsync(new BlobRequestConditions { IfMatch = old }));
        await blob.DeleteAsync();

        Assert.Equal(BlobErrorCode.ConditionNotMet, refused.ErrorCode);
        Assert.False(await blob.ExistsAsync());
    }

    [Fact]
    public async Task AnyCall_AlreadyCancelled_IsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var blob = Container.GetBlobClient("b");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blob.UploadAsync(Bytes("x"), null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blob.DownloadStreamingAsync(null, cancelled.Token));
        Assert.False(await blob.ExistsAsync());
    }
}
