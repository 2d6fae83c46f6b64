using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// Checks the token of a sender: <c>SharedAccessSignature sr={resource}&amp;sig={signature}&amp;se={expiry}&amp;skn={key name}</c>, where the
/// signature is base64(HMAC-SHA256(key, sr + "\n" + se)) and every value is URL-encoded.
/// </summary>
internal sealed class SharedAccessSignature(string keyName, string key)
{
    private const string Scheme = "SharedAccessSignature ";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    /// <summary>The last token whose signature was right: senders use one token for many calls.</summary>
    private string? _lastSigned;

    /// <summary>Null when the token opens the resource; else what is wrong with it.</summary>
    public string? Check(string? authorization, Uri resource, DateTimeOffset now)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return "MissingToken: The authorization header with a SharedAccessSignature was not found.";
        }

        var fields = Fields(authorization[Scheme.Length..]);
        if (!fields.TryGetValue("sr", out var scope) || !fields.TryGetValue("sig", out var signature)
            || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("skn", out var name))
        {
            return "MalformedToken: sr, sig, se and skn were expected.";
        }

        return name != keyName || !(IsLastSigned(authorization) || IsSigned(authorization, scope, expiry, signature)) ? "InvalidSignature: The token has an invalid signature."
            : !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds <= now.ToUnixTimeSeconds() ? "ExpiredToken: The token is expired."
            : !Covers(scope, resource) ? "InvalidAudience: The token is for another resource."
            : null;
    }

    private bool IsLastSigned(string authorization) =>
        Volatile.Read(ref _lastSigned) is { } last
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(last), Encoding.UTF8.GetBytes(authorization));

    private bool IsSigned(string authorization, string scope, string expiry, string signature)
    {
        var expected = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(scope)}\n{expiry}"));
        var lower = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{Escaped(scope)}\n{expiry}"));
        Span<byte> found = stackalloc byte[64];
        var isSigned = Convert.TryFromBase64String(signature, found, out var length)
            && (CryptographicOperations.FixedTimeEquals(expected, found[..length]) | CryptographicOperations.FixedTimeEquals(lower, found[..length]));
        if (isSigned)
        {
            Volatile.Write(ref _lastSigned, authorization);
        }

        return isSigned;
    }

    // Some clients escape with lower-case digits before they sign.
    private static string Escaped(string scope) => System.Text.RegularExpressions.Regex.Replace(
        Uri.EscapeDataString(scope), "%[0-9A-F]{2}", match => match.Value.ToLowerInvariant(), System.Text.RegularExpressions.RegexOptions.NonBacktracking);

    private static bool Covers(string scope, Uri resource) =>
        Uri.TryCreate(scope, UriKind.Absolute, out var of)
        && of.Host.Equals(resource.Host, StringComparison.OrdinalIgnoreCase)
        && $"{resource.AbsolutePath.TrimEnd('/')}/".StartsWith($"{of.AbsolutePath.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, string> Fields(string token) =>
        token.Split('&').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim()).ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First()[1]), StringComparer.Ordinal);
}
