using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure.Core;
using Azure.Core.Pipeline;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>
/// Signs requests of the blob service by "Shared Key" (Learn, "Authorize with Shared Key", version 2015-02-21 and later). Runs for every
/// try, since the date ages.
/// </summary>
internal sealed class BlobSharedKeyPolicy(string account, byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    // In this order; the date is in x-ms-date and the range in x-ms-range, so that both lines are empty.
    private static readonly string[] SignedHeaders =
        ["Content-MD5", "Content-Type", "Date", "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range"];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(request)));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(hash)}");
    }

    internal string StringToSign(Request request)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method.Method).Append('\n');
        text.Append(Header(request, "Content-Encoding")).Append('\n');
        text.Append(Header(request, "Content-Language")).Append('\n');
        if (request.Content is { } content && content.TryComputeLength(out var length) && length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{length}");
        }

        text.Append('\n');
        foreach (var name in SignedHeaders)
        {
            text.Append(Header(request, name)).Append('\n');
        }

        AppendCanonicalHeaders(text, request);
        AppendCanonicalResource(text, request.Uri.ToUri());
        return text.ToString();
    }

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : "";

    private static void AppendCanonicalHeaders(StringBuilder text, Request request)
    {
        var headers = request.Headers
            .Select(header => (Name: header.Name.ToLowerInvariant(), header.Value))
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.Ordinal))
            .OrderBy(header => header.Name, StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(value.Trim()).Append('\n');
        }
    }

    private void AppendCanonicalResource(StringBuilder text, Uri uri)
    {
        text.Append('/').Append(account).Append(uri.AbsolutePath);
        var parameters = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Select(part => (Name: Uri.UnescapeDataString(part[0]).ToLowerInvariant(), Value: part.Length > 1 ? Uri.UnescapeDataString(part[1]) : ""))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            text.Append('\n').Append(name).Append(':').Append(value);
        }
    }
}
