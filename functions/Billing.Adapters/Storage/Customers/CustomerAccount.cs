using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Customers;

/// <summary>アカウント (B12): a person of a customer who may sign in, found by e-mail. No passwords: the platform signs in (B13).</summary>
/// <param name="Id">The hash of the e-mail, so that no address stands in a URL or an audit entry.</param>
/// <param name="Email">Lower case; personal data.</param>
public sealed record CustomerAccount(string Id, string Email, CustomerId Customer, DateTimeOffset CreatedAt)
{
    public override string ToString() => $"account {Id}";
}
