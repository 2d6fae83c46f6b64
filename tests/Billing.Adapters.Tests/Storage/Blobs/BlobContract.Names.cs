using Billing.Adapters.Storage.Blobs;

namespace Billing.Adapters.Tests.Storage.Blobs;

/// <summary>Names, listings, metadata and leases.</summary>
public abstract partial class BlobContract
{
    [Theory]
    [InlineData("payments/np/2026-11.csv")]
    [InlineData("取引 明細/😀.txt")]
    [InlineData("a+b&c=d?e#f%25'g'")]
    public async Task Blob_NameOfAnyLetters_IsFoundAndListed(string name)
    {
        var blob = await BlobAsync(name, name);

        Assert.Equal(Bytes(name), await ReadAsync(blob));
        var listed = new List<BlobItem>();
        await foreach (var item in Container.GetBlobsAsync(name[..2]))
        {
            listed.Add(item);
        }

        Assert.Equal((name, Bytes(name).Length), (Assert.Single(listed).Name, listed[0].Properties.ContentLength));
        Assert.Equal((await blob.GetPropertiesAsync()).Value.ETag.ToString().Trim('"'), listed[0].Properties.ETag!.Value.ToString().Trim('"'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../other/b")]
    [InlineData("a/../../other/b")]
    [InlineData("a/./b")]
    [InlineData("a\\..\\b")]
    [InlineData("a/")]
    [InlineData("a.")]
    [InlineData("a\nb")]
    public void Blob_NameThatLeadsElsewhere_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => Container.GetBlobClient(name));

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a--b")]
    [InlineData("-ab")]
    [InlineData("a/b")]
    public void Container_BadName_IsRefused(string name) => Assert.Throws<ArgumentException>(() => Service.GetBlobContainerClient(name));

    [Fact]
    public async Task GetBlobs_ByPrefixAndPages_GivesThemInOrder()
    {
        foreach (var name in new[] { "a/1", "a/2", "a/3", "a/4", "a/5", "b/1" })
        {
            await BlobAsync(name, name);
        }

        var pages = new List<List<string>>();
        string? token = null;
        await foreach (var page in Container.GetBlobsAsync("a/").AsPages(pageSizeHint: 2))
        {
            pages.Add([.. page.Values.Select(item => item.Name)]);
            token ??= page.ContinuationToken;
        }

        Assert.Equal([["a/1", "a/2"], ["a/3", "a/4"], ["a/5"]], pages);
        await foreach (var page in Container.GetBlobsAsync("a/").AsPages(token, 10))
        {
            Assert.Equal(["a/3", "a/4", "a/5"], page.Values.Select(item => item.Name));
        }
    }

    [Fact]
    public async Task Metadata_SetAnew_ReplacesAllOfIt()
    {
        var blob = Container.GetBlobClient("b");
        await blob.UploadAsync(Bytes("x"), new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string> { ["profile"] = "zengin", ["digest"] = "a=b; c" },
            HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv" },
        });

        var first = (await blob.GetPropertiesAsync()).Value;
        await blob.SetMetadataAsync(new Dictionary<string, string> { ["state"] = "taken" }, new BlobRequestConditions { IfMatch = first.ETag });
        var second = (await blob.GetPropertiesAsync()).Value;

        Assert.Equal(("zengin", "a=b; c", "text/csv"), (first.Metadata["profile"], first.Metadata["digest"], first.ContentType));
        Assert.Equal(("state", "taken"), (Assert.Single(second.Metadata).Key, second.Metadata["state"]));
        await foreach (var item in Container.GetBlobsAsync())
        {
            Assert.Equal("taken", item.Metadata["state"]);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => blob.SetMetadataAsync(new Dictionary<string, string> { ["a-b"] = "x" }));
        await Assert.ThrowsAsync<ArgumentException>(() => blob.SetMetadataAsync(new Dictionary<string, string> { ["a"] = "取引" }));
    }

    [Fact]
    public async Task Lease_Held_OnlyItsHolderChangesTheBlob()
    {
        var blob = await BlobAsync("b", "first");
        var lease = blob.GetBlobLeaseClient();
        Assert.Equal(lease.LeaseId, (await lease.AcquireAsync(TimeSpan.FromSeconds(15))).Value.LeaseId);
        await lease.AcquireAsync(TimeSpan.FromSeconds(15)); // the same one again, as after a lost answer

        var other = await RefusedAsync(() => blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(15)));
        var write = await RefusedAsync(() => blob.UploadAsync(Bytes("x")));
        var large = await RefusedAsync(() => blob.UploadAsync(new byte[BlobUpload.BlockSize + 1]));
        await blob.UploadAsync(
            new byte[BlobUpload.BlockSize + 1], new BlobUploadOptions { Conditions = new BlobRequestConditions { LeaseId = lease.LeaseId } });
        await lease.RenewAsync();
        Assert.Equal("leased", (await blob.GetPropertiesAsync()).Value.LeaseState);
        await lease.ReleaseAsync();
        await blob.DeleteAsync();

        Assert.Equal((409, BlobErrorCode.LeaseAlreadyPresent), (other.Status, other.ErrorCode));
        Assert.Equal((412, BlobErrorCode.LeaseIdMissing), (write.Status, write.ErrorCode));
        Assert.Equal(412, large.Status);
    }

    [Fact]
    public async Task Lease_Broken_IsFreeForOthersAndLostToItsHolder()
    {
        var blob = await BlobAsync("b", "first");
        var lost = blob.GetBlobLeaseClient();
        await lost.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);

        await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        await blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(60));

        var refused = await RefusedAsync(() => lost.RenewAsync());
        Assert.Equal((409, BlobErrorCode.LeaseIdMismatchWithLeaseOperation), (refused.Status, refused.ErrorCode));
    }
}
