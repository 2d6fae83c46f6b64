using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Testing;

/// <summary>Empties an Azurite of its tables, by the service's REST interface with shared key (lite).</summary>
internal static class AzuriteTables
{
    public static async Task DeleteAllAsync(Uri endpoint, string account, string key)
    {
        using var http = new HttpClient();
        using var list = JsonDocument.Parse(await SendAsync(http, HttpMethod.Get, endpoint, account, key, "Tables"));
        foreach (var table in list.RootElement.GetProperty("value").EnumerateArray())
        {
            await SendAsync(http, HttpMethod.Delete, endpoint, account, key, $"Tables('{table.GetProperty("TableName").GetString()}')");
        }
    }

    private static async Task<string> SendAsync(HttpClient http, HttpMethod method, Uri endpoint, string account, string key, string resource)
    {
        var path = $"/{account}/{resource}";
        using var request = new HttpRequestMessage(method, new Uri(endpoint.GetLeftPart(UriPartial.Authority) + path));
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes($"{date}\n/{account}{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("SharedKeyLite", $"{account}:{Convert.ToBase64String(signature)}");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-version", "2019-02-02");
        request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=nometadata");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{method} {resource} was answered {(int)answer.StatusCode}: {text}");
    }
}
