using System.Text.RegularExpressions;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// The rules of providers §2.3 over an order's contents. One pass both normalises and checks, so that what is sent is what
/// was checked.
/// </summary>
internal sealed partial class NpAirRules(NpAirProfile profile)
{
    public const string LineName = "LineName";
    public const string LineUnitPrice = "LineUnitPrice";
    public const string LineQuantity = "LineQuantity";

    public (NpOrder Order, IReadOnlyList<ContentFault> Faults) Apply(OrderContent content)
    {
        var faults = new NpFaults();
        foreach (var fault in content.ReadFaults)
        {
            faults.AddRead(fault);
        }

        var goods = new NpGoodsRules(profile, faults);
        var order = new NpOrder
        {
            OrderedOn = content.OrderedOn,
            BilledAmount = goods.Amount(content.Total),
            CustomerName = Text(faults, nameof(content.CustomerName), content.CustomerName, NpText.Name, profile.NameLength, isRequired: true) ?? "",
            CustomerNameKana = Kana(faults, content.CustomerNameKana),
            CompanyName = Text(faults, nameof(content.CompanyName), content.CompanyName, NpText.Wide, profile.CompanyLength),
            Department = Text(faults, nameof(content.Department), content.Department, NpText.Wide, profile.DepartmentLength),
            PostalCode = PostalCode(faults, content.PostalCode),
            Address = Text(faults, nameof(content.Address), content.Address, NpText.Wide, profile.AddressLength, isRequired: true) ?? "",
            Phone = Phone(faults, content.Phone),
            Email = Email(faults, content.Email),
            Goods = goods.Goods(content.Lines),
        };
        goods.CheckSum(content.Total, order);
        return (order, faults.All);
    }

    private string? Text(NpFaults faults, string meaning, string? value, Func<string, string> normalise, int most, bool isRequired = false)
    {
        if (IsEmpty(faults, meaning, value, isRequired))
        {
            return null;
        }

        var text = normalise(value!);
        if (!NpText.IsPrintable(text, profile.OnlyJisLetters))
        {
            faults.Letters(meaning);
        }

        var length = NpText.Length(text);
        if (length > most)
        {
            faults.TooLong(meaning, length, most);
        }

        return text;
    }

    private string? Kana(NpFaults faults, string? value)
    {
        var kana = Text(faults, nameof(OrderContent.CustomerNameKana), value, NpText.Kana, profile.KanaLength);
        if (kana is not null && !NpText.IsKana(kana) && !faults.Has(nameof(OrderContent.CustomerNameKana)))
        {
            faults.Add(nameof(OrderContent.CustomerNameKana), "not_kana", "にカナ以外の文字があります。カナだけにしてください。", "holds letters that are not kana; use kana only.");
        }

        return kana;
    }

    private static string PostalCode(NpFaults faults, string? value)
    {
        if (IsEmpty(faults, nameof(OrderContent.PostalCode), value, isRequired: true))
        {
            return "";
        }

        var code = NpText.Narrow(value!);
        if (!PostalForm().IsMatch(code))
        {
            faults.Add(nameof(OrderContent.PostalCode), "bad_form", "の形式が正しくありません。7桁の数字(例 107-0052)にしてください。", "has the wrong form; expected seven digits such as 107-0052.");
        }

        return code.Replace("-", "", StringComparison.Ordinal);
    }

    private static string Phone(NpFaults faults, string? value)
    {
        if (IsEmpty(faults, nameof(OrderContent.Phone), value, isRequired: true))
        {
            return "";
        }

        var phone = NpText.Phone(value!);
        if (!DomesticPhone().IsMatch(phone))
        {
            faults.Add(nameof(OrderContent.Phone), "bad_form", "の形式が正しくありません。国内の番号で、携帯・IPは11桁、その他は10桁にしてください。", "has the wrong form; expected a domestic number, 11 digits for mobile and IP phones, else 10.");
        }

        return phone;
    }

    private string? Email(NpFaults faults, string? value)
    {
        if (IsEmpty(faults, nameof(OrderContent.Email), value, profile.IsEmailRequired))
        {
            return null;
        }

        var email = NpText.Narrow(value!);
        if (email.Length > profile.EmailLength)
        {
            faults.TooLong(nameof(OrderContent.Email), email.Length, profile.EmailLength);
        }

        if (!EmailForm().IsMatch(email))
        {
            faults.Add(nameof(OrderContent.Email), "bad_form", "の形式が正しくありません。修正するか空にしてください。", "has the wrong form; correct it or leave it empty.");
        }

        return email;
    }

    private static bool IsEmpty(NpFaults faults, string meaning, string? value, bool isRequired)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            return false;
        }

        if (isRequired)
        {
            faults.Missing(meaning);
        }

        return true;
    }

    [GeneratedRegex("^[0-9]{3}-?[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex PostalForm();

    [GeneratedRegex("^(?:0[256789]0[0-9]{8}|0(?![256789]0)[0-9]{9})$", RegexOptions.CultureInvariant)]
    private static partial Regex DomesticPhone();

    [GeneratedRegex("^[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex EmailForm();
}
