using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Azure.Core;
using Azure.Core.Pipeline;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Blobs;
using Billing.Adapters.Storage.Tables;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Billing.Adapters.Tests.Storage;

/// <summary>Signatures against values computed apart from this code (openssl), and bearer tokens over real TLS.</summary>
public sealed class AuthenticationTests
{
    private const string Date = "Wed, 25 Nov 2026 03:00:00 GMT";
    private static readonly byte[] Key = "secret-key"u8.ToArray();

    // printf '{Date}\n/acc/acc/Transactions(PartitionKey=%%27orders-101%%27,RowKey=%%27it%%27%%27s%%27)' | openssl dgst -sha256 -mac HMAC …
    [Fact]
    public void TableSignature_KnownVector_IsThatOne()
    {
        var policy = new TableSharedKeyPolicy("acc", Key, FixedTime.AtNoon());
        var uri = new Uri("http://127.0.0.1:10002/acc/Transactions(PartitionKey=%27orders-101%27,RowKey=%27it%27%27s%27)?$select=A");

        Assert.Equal("JvBU9DEjvptt2MHOaWxm4i5yRFcxYLk9CjeLHuE0qpU=", policy.Sign(Date, uri));
    }

    // printf 'PUT\n\n\n5\n\ntext/csv\n\n\n\n*\n\n\nx-ms-blob-type:BlockBlob\n…' | openssl dgst -sha256 -mac HMAC …
    [Fact]
    public void BlobSignature_KnownVector_IsThatOne()
    {
        var options = new BlobClientOptions(FixedTime.AtNoon());
        var request = HttpPipelineBuilder.Build(options).CreateRequest();
        request.Method = RequestMethod.Put;
        request.Uri.Reset(new Uri("http://127.0.0.1:10000/acc/c/%E5%8F%96%E5%BC%95/b.csv?timeout=a%20b&comp=block"));
        request.Content = RequestContent.Create("hello"u8.ToArray());
        request.Headers.Add("Content-Type", "text/csv");
        request.Headers.Add("If-None-Match", "*");
        request.Headers.Add("x-ms-version", "2021-12-02");
        request.Headers.Add("X-Ms-Meta-A", "b");
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Headers.Add("x-ms-date", Date);

        var text = new BlobSharedKeyPolicy("acc", Key, FixedTime.AtNoon()).StringToSign(request);

        Assert.Equal("OiMbwN3H4Su43lolRtl3xJ6aLgspUH7RhwLbg0BbR14=", Convert.ToBase64String(HMACSHA256.HashData(Key, System.Text.Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task TokenCredential_OverTls_SendsTheBearerTokenOfTheStorageScope()
    {
        var seen = new ConcurrentQueue<(string Path, string Authorization, string Version)>();
        using var certificate = Certificate();
        await using var server = await LocalServer.StartAsync(
            context =>
            {
                seen.Enqueue((context.Request.Path, context.Request.Headers.Authorization.ToString(), context.Request.Headers["x-ms-version"].ToString()));
                context.Response.StatusCode = HttpMethods.IsDelete(context.Request.Method) ? 202 : 204;
                return Task.CompletedTask;
            },
            listen => listen.UseHttps(certificate));
        var credential = new FixedCredential("token-1", TimeProvider.System.GetUtcNow().AddHours(1));
        var connection = Identity(server.Address, credential);

        var tables = new TableServiceClient(connection, new TableClientOptions(TimeProvider.System) { Transport = Trusting(certificate) });
        await tables.GetTableClient("Transactions").AddEntityAsync(new TableEntity("p", "r"));
        await tables.GetTableClient("Transactions").AddEntityAsync(new TableEntity("p", "s"));
        var blobs = new BlobServiceClient(connection, new BlobClientOptions(TimeProvider.System) { Transport = Trusting(certificate) });
        await blobs.GetBlobContainerClient("container").GetBlobClient("b").DeleteAsync();

        Assert.Equal(["/Transactions", "/Transactions", "/container/b"], seen.Select(request => request.Path));
        Assert.All(seen, request => Assert.Equal("Bearer token-1", request.Authorization));
        Assert.Equal(["2019-02-02", "2019-02-02", "2021-12-02"], seen.Select(request => request.Version));
        Assert.Equal([StorageConnection.Scope, StorageConnection.Scope], credential.Asked); // once for each client, not for each call
    }

    // A bearer token is whoever has it: Azure.Core keeps it off connections that can be read.
    [Fact]
    public async Task TokenCredential_OverPlainHttp_IsRefusedBeforeSending()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(_ =>
        {
            Interlocked.Increment(ref requests);
            return Task.CompletedTask;
        });
        var credential = new FixedCredential("token-1", TimeProvider.System.GetUtcNow().AddHours(1));
        var tables = new TableServiceClient(Identity(server.Address, credential), new TableClientOptions(TimeProvider.System));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => tables.GetTableClient("Transactions").AddEntityAsync(new TableEntity("p", "r")));
        Assert.Equal(0, requests);
    }

    private static StorageConnection Identity(Uri address, TokenCredential credential) =>
        new() { AccountName = "acc", TableEndpoint = Bare(address), BlobEndpoint = Bare(address), Credential = credential };

    private static Uri Bare(Uri address) => StorageEndpoint.TryParse(address.AbsoluteUri, out var endpoint) ? endpoint : throw new UriFormatException();

    private static HttpClientTransport Trusting(X509Certificate2 certificate) => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint,
    });

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
    }
}
