using System.Collections.Concurrent;

using Azure.Core;

namespace Billing.Adapters.Tests.Storage;

/// <summary>A credential that gives one token and notes what it was asked for.</summary>
internal sealed class FixedCredential(string token, DateTimeOffset expiresOn) : TokenCredential
{
    public ConcurrentQueue<string> Asked { get; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked.Enqueue(string.Join(' ', requestContext.Scopes));
        return new AccessToken(token, expiresOn);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
