using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure.Core;

namespace Billing.Adapters.ServiceBus;

/// <summary>
/// The value of the <c>Authorization</c> header for a queue: a shared access signature of one hour, or a bearer token. Kept until five
/// minutes before its end, so that a message costs no signature.
/// </summary>
internal sealed class ServiceBusTokens(ServiceBusConnection connection, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Token> _signatures = new(StringComparer.Ordinal);
    private volatile Token? _bearer;

    public ValueTask<string> GetAsync(string queue, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (connection.Credential is { } credential)
        {
            return _bearer is { } bearer && bearer.RenewAt > now ? new(bearer.Value) : new(RenewAsync(credential, cancellationToken));
        }

        if (!_signatures.TryGetValue(queue, out var token) || token.RenewAt <= now)
        {
            token = new Token(Signature($"{connection.Endpoint.GetLeftPart(UriPartial.Authority)}/{queue}", now + Life), now + Life - Spare);
            _signatures[queue] = token;
        }

        return new(token.Value);
    }

    /// <summary>A shared access signature (Learn, "Service Bus access control with shared access signatures").</summary>
    internal string Signature(string resource, DateTimeOffset until)
    {
        var encoded = Uri.EscapeDataString(resource.ToLowerInvariant());
        var expiry = until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(connection.Key!), Encoding.UTF8.GetBytes($"{encoded}\n{expiry}"));
        var signature = Uri.EscapeDataString(Convert.ToBase64String(hash));
        return $"SharedAccessSignature sr={encoded}&sig={signature}&se={expiry}&skn={Uri.EscapeDataString(connection.KeyName!)}";
    }

    // Credentials of Azure.Identity keep their tokens themselves; several callers at once are theirs to join.
    private async Task<string> RenewAsync(TokenCredential credential, CancellationToken cancellationToken)
    {
        var fresh = await credential.GetTokenAsync(new TokenRequestContext([ServiceBusConnection.Scope]), cancellationToken);
        var bearer = new Token($"Bearer {fresh.Token}", fresh.RefreshOn ?? fresh.ExpiresOn - Spare);
        _bearer = bearer;
        return bearer.Value;
    }

    private sealed record Token(string Value, DateTimeOffset RenewAt);
}
