using Billing.Adapters.Storage.Customers;
using Billing.Functions.Hosting;

namespace Billing.Functions.Access;

/// <summary>
/// Says who calls (issue 3, B12/B13/B41). The function key was checked by the host. Without a forwarded principal it is the partner's system;
/// with one, the person counts and the key gives nothing; a principal that is not believed refuses the request, and never makes it the partner's.
/// </summary>
internal sealed class CallerReader(AccessSettings settings, CustomerAccounts accounts)
{
    private static readonly Problem NotTrusted = Problem.Forbidden(
        "principal_not_trusted", "The request carries a principal, and this app is not set to stand behind the platform's sign-in (Access__TrustPrincipal).",
        "サインイン情報が付いていますが、このアプリは信頼する設定になっていません（Access__TrustPrincipal）。");

    /// <exception cref="ProblemException">403: the principal is not believed, or is nobody here.</exception>
    public async Task<Caller> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!ClientPrincipal.IsClaimed(request.Headers))
        {
            return new Caller.System();
        }

        if (!settings.TrustPrincipal)
        {
            throw new ProblemException(NotTrusted);
        }

        if (ClientPrincipal.ReadEmail(request.Headers) is not { } email)
        {
            throw new ProblemException(Problem.NotPermitted);
        }

        if (settings.Partners.Contains(email.Value))
        {
            return new Caller.PartnerPerson(email);
        }

        return await accounts.FindAsync(email, cancellationToken) is { } account
            ? new Caller.CustomerPerson(account.Customer, account.Id)
            : throw new ProblemException(Problem.NotPermitted);
    }
}
