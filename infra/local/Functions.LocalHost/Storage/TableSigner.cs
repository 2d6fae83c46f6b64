using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Storage;

/// <summary>Signs requests by Shared Key Lite for the Table service.</summary>
internal sealed class TableSigner(StorageConnection connection, TimeProvider time)
{
    private readonly byte[] _key = Convert.FromBase64String(connection.AccountKey);

    public void Sign(HttpRequestMessage request)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var text = $"{date}\n/{connection.AccountName}{request.RequestUri!.AbsolutePath}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKeyLite", $"{connection.AccountName}:{signature}");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
    }
}
