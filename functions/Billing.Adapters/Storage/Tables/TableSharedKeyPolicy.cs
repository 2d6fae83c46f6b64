using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure.Core;
using Azure.Core.Pipeline;

namespace Billing.Adapters.Storage.Tables;

/// <summary>
/// Signs requests of the table service by "Shared Key Lite" (Learn, "Authorize with Shared Key", table service): the HMAC-SHA256 of the date
/// and the canonicalized resource. Runs for every try, since the date ages.
/// </summary>
internal sealed class TableSharedKeyPolicy(string account, byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {account}:{Sign(date, message.Request.Uri.ToUri())}");
    }

    internal string Sign(string date, Uri uri)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(date, uri)), hash);
        return Convert.ToBase64String(hash);
    }

    // Of the query only comp counts; this client never sends it.
    internal string StringToSign(string date, Uri uri) => $"{date}\n/{account}{uri.AbsolutePath}";
}
