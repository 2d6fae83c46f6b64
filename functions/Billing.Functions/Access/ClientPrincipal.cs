using System.Buffers.Text;
using System.Text;
using System.Text.Json;

using Billing.Core.Customers;

namespace Billing.Functions.Access;

/// <summary>
/// The principal that App Service authentication forwards: header <c>X-MS-CLIENT-PRINCIPAL</c>, base64 of JSON
/// <c>{ "claims": [ { "typ", "val" } ] }</c> (Learn, "Work with user identities in Azure App Service authentication").
/// </summary>
internal static class ClientPrincipal
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private const int LongestHeader = 32 * 1024;

    // Claims that a provider vouches for as an e-mail. A preferred user name is not one: its owner chooses it.
    private static readonly HashSet<string> EmailClaims = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "emails", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    };

    /// <summary>Whether any header claims that somebody has signed in, also one of the shorter ones beside the principal itself.</summary>
    public static bool IsClaimed(IHeaderDictionary headers) => headers.Keys.Any(name => name.StartsWith(Header, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one e-mail of the principal; null when it is unreadable, has none, or has several that differ.</summary>
    public static EmailAddress? ReadEmail(IHeaderDictionary headers)
    {
        var values = headers[Header];
        if (values.Count != 1 || values[0] is not { Length: > 0 and <= LongestHeader } text || !Base64.IsValid(text))
        {
            return null;
        }

        try
        {
            using var principal = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
            var emails = Emails(principal.RootElement).Distinct().Take(2).ToList();
            return emails.Count == 1 ? emails[0] : null;
        }
        catch (JsonException)
        {
            return null; // not a principal; the caller is refused
        }
    }

    private static IEnumerable<EmailAddress?> Emails(JsonElement principal)
    {
        if (principal.ValueKind != JsonValueKind.Object || !principal.TryGetProperty("claims", out var claims) || claims.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var claim in claims.EnumerateArray())
        {
            if (Text(claim, "typ") is { } type && EmailClaims.Contains(type))
            {
                // An address that cannot be read counts as another one: two claims that differ are nobody.
                yield return EmailAddress.TryParse(Text(claim, "val"), out var email) ? email : null;
            }
        }
    }

    private static string? Text(JsonElement claim, string name) =>
        claim.ValueKind == JsonValueKind.Object && claim.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
