namespace Billing.Core.Customers;

/// <summary>B10: 顧客の検索, by the beginning of name, reading or code; width, kana, capitals and spaces do not matter.</summary>
public static class CustomerSearch
{
    // As NFKC leaves them: ㈱ becomes (株).
    private static readonly string[] LegalForms =
    [
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "一般財団法人", "公益社団法人", "公益財団法人", "医療法人", "学校法人", "社会福祉法人",
        "(株)", "(有)", "(同)",
    ];

    /// <summary>The form in which texts are compared.</summary>
    public static string Normalize(string text) => CustomerText.Search(text);

    /// <summary>A name is found with its legal form and without it.</summary>
    public static IReadOnlyList<string> NameKeys(string name)
    {
        var whole = Normalize(name);
        var form = LegalForms.FirstOrDefault(form => whole.StartsWith(form, StringComparison.Ordinal) && whole.Length > form.Length);
        return form is null ? [whole] : [whole, whole[form.Length..]];
    }
}
