using System.Security.Cryptography;
using System.Text;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Customers;

/// <summary>Accounts in table <c>Customers</c>: <c>account-{hash of the e-mail}</c>, so that one e-mail is one account of one customer.</summary>
public sealed class CustomerAccounts(DocumentTables tables)
{
    public const string RowPrefix = "account-";

    private const int HashLetters = 40;

    public static string Row(string email) => RowPrefix + IdOf(email);

    /// <param name="email">As <see cref="EmailAddress.TryParse"/> gives it.</param>
    public static string IdOf(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))[..HashLetters];

    /// <summary>B13: the account of whoever the platform says has signed in, or null.</summary>
    public async Task<CustomerAccount?> FindAsync(EmailAddress email, CancellationToken cancellationToken) =>
        (await tables.Customers.ReadAsync<CustomerAccount>(CustomerRows.Partition, Row(email.Value), cancellationToken))?.Value;
}
