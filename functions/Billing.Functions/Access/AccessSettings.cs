using Billing.Core.Customers;

namespace Billing.Functions.Access;

/// <summary>
/// Who counts as the partner among people, and whether the platform's sign-in stands before the app: <c>Access__Partners__0…</c> (e-mails) and
/// <c>Access__TrustPrincipal=true</c>. Set the latter only where App Service authentication removes these headers from what comes from outside.
/// </summary>
internal sealed record AccessSettings(bool TrustPrincipal, IReadOnlySet<string> Partners)
{
    private const int MostPartners = 1000;

    public static AccessSettings Read(IConfiguration configuration, ICollection<string> faults)
    {
        var trust = configuration["Access:TrustPrincipal"];
        if (trust is { Length: > 0 } && !bool.TryParse(trust, out _))
        {
            faults.Add("Access__TrustPrincipal: 'true' or 'false' was expected.");
        }

        var partners = new HashSet<string>(StringComparer.Ordinal);
        foreach (var setting in configuration.GetSection("Access:Partners").GetChildren().Take(MostPartners + 1))
        {
            if (!EmailAddress.TryParse(setting.Value, out var email))
            {
                faults.Add($"{setting.Path.Replace(":", "__", StringComparison.Ordinal)}: an e-mail address was expected.");
            }
            else
            {
                partners.Add(email.Value);
            }
        }

        if (partners.Count > MostPartners)
        {
            faults.Add($"Access__Partners: at most {MostPartners} were expected.");
        }

        return new AccessSettings(bool.TryParse(trust, out var isTrusted) && isTrusted, partners);
    }
}
