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

    /// <summary>The row by which the customer finds its accounts.</summary>
    public static string MemberRow(CustomerAccount account) => CustomerRows.MemberPrefix(account.Customer) + account.Id;

    /// <param name="email">As <see cref="EmailAddress.TryParse"/> gives it.</param>
    public static string IdOf(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))[..HashLetters];

    /// <summary>B13: the account of whoever the platform says has signed in, or null.</summary>
    public async Task<CustomerAccount?> FindAsync(EmailAddress email, CancellationToken cancellationToken) =>
        (await tables.Customers.ReadAsync<CustomerAccount>(CustomerRows.Partition, Row(email.Value), cancellationToken))?.Value;

    /// <summary>What an account writes: itself, by its e-mail's hash, and its place among its customer's accounts.</summary>
    public static IReadOnlyList<DocumentWrite> Insert(CustomerAccount account) =>
        [DocumentWrite.Insert(RowPrefix + account.Id, account), DocumentWrite.Put(MemberRow(account), account)];

    /// <summary>What removes it.</summary>
    public static IReadOnlyList<DocumentWrite> Delete(StoredDocument<CustomerAccount> member) =>
        [DocumentWrite.Delete(member), DocumentWrite.Delete(RowPrefix + member.Value.Id)];
}
