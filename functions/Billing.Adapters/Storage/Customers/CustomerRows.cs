using System.Text;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Customers;

/// <summary>
/// Rows of table <c>Customers</c>: one partition, so that codes, e-mails and the search index change with the customer they belong to. No name
/// stands in a key as it is: an index key holds it in hexadecimal, since keys may have no slash, and since row keys appear in addresses.
/// </summary>
public static class CustomerRows
{
    public const string Partition = "customers";
    public const string Prefix = "customer-";
    public const string AttributePrefix = "attribute-";

    /// <summary>Letters of a text that count for the search.</summary>
    private const int IndexedLetters = 40;

    public static string Row(CustomerId id) => Prefix + id.Value;

    public static string Row(AttributeId id) => AttributePrefix + id.Value;

    public static string CodeRow(string code) => "code-" + Hex(CustomerSearch.Normalize(code));

    /// <summary>What the rows of one customer's accounts begin with; so may those of a customer whose id goes on with a hyphen.</summary>
    public static string MemberPrefix(CustomerId id) => $"member-{id}-";

    /// <summary>What the index rows of a search begin with.</summary>
    public static string SearchPrefix(CustomerField field, string text) => $"find-{Letter(field)}-{Hex(CustomerSearch.Normalize(text))}";

    /// <summary>The rows under which a customer is found: unique, in the order of their keys.</summary>
    public static IReadOnlyList<string> IndexRows(Customer customer)
    {
        IEnumerable<string> names = CustomerSearch.NameKeys(customer.Name).Select(key => $"find-{Letter(CustomerField.Name)}-{Hex(key)}");
        return
        [
            .. names.Append(SearchPrefix(CustomerField.Kana, customer.NameKana))
                .Concat(customer.Code is null ? [] : [SearchPrefix(CustomerField.Code, customer.Code)])
                .Select(key => $"{key}-{customer.Id}").Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What it takes to write a customer in place of its former version, or of nothing.</summary>
    public static IReadOnlyList<DocumentWrite> Save(StoredDocument<Customer>? former, Customer customer)
    {
        var summary = CustomerSummary.Of(customer);
        var rows = IndexRows(customer);
        return
        [
            former is null ? DocumentWrite.Insert(Row(customer.Id), customer) : DocumentWrite.Replace(former, customer),
            .. rows.Select(row => DocumentWrite.Put(row, summary)),
            .. former is null ? [] : IndexRows(former.Value).Except(rows).Select(DocumentWrite.Delete),
            .. Code(former?.Value.Code, customer.Code, customer.Id),
        ];
    }

    /// <summary>What it takes to remove a customer's code and index rows.</summary>
    public static IReadOnlyList<DocumentWrite> Unlist(Customer customer) =>
        [.. IndexRows(customer).Select(DocumentWrite.Delete), .. Code(customer.Code, null, customer.Id)];

    private static IEnumerable<DocumentWrite> Code(string? former, string? code, CustomerId id)
    {
        var (before, after) = (former is null ? null : CodeRow(former), code is null ? null : CodeRow(code));
        if (before == after)
        {
            yield break;
        }

        if (before is not null)
        {
            yield return DocumentWrite.Delete(before);
        }

        if (after is not null)
        {
            yield return DocumentWrite.Insert(after, new CodeOwner(id));
        }
    }

    private static char Letter(CustomerField field) => field switch
    {
        CustomerField.Name => 'n',
        CustomerField.Kana => 'k',
        CustomerField.Code => 'c',
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    // Big-endian, so that the order and the prefixes of the texts are those of the keys.
    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.BigEndianUnicode.GetBytes(text[..Math.Min(text.Length, IndexedLetters)]));

    internal sealed record CodeOwner(CustomerId Customer);
}
