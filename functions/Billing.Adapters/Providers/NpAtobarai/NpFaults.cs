using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>Collects what is wrong with an order: the meaning, the rule, what to do. Never the value itself.</summary>
internal sealed class NpFaults
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        [nameof(OrderContent.CustomerName)] = "顧客名",
        [nameof(OrderContent.CustomerNameKana)] = "顧客名カナ",
        [nameof(OrderContent.CompanyName)] = "会社名",
        [nameof(OrderContent.Department)] = "部署名",
        [nameof(OrderContent.PostalCode)] = "郵便番号",
        [nameof(OrderContent.Address)] = "住所",
        [nameof(OrderContent.Phone)] = "電話番号",
        [nameof(OrderContent.Email)] = "メールアドレス",
        [nameof(OrderContent.Total)] = "合計金額",
        [nameof(OrderContent.Lines)] = "明細",
        [nameof(OrderContent.OrderedOn)] = "受注日",
        [nameof(OrderContent.ServiceCompletedOn)] = "作業完了日",
        [NpAirRules.LineName] = "明細の品名",
        [NpAirRules.LineUnitPrice] = "明細の単価",
        [NpAirRules.LineQuantity] = "明細の数量",
    };

    private readonly List<ContentFault> _faults = [];
    private readonly HashSet<string> _unreadable = [];

    public IReadOnlyList<ContentFault> All => _faults;

    public static string Label(string meaning) => Labels.GetValueOrDefault(meaning, meaning);

    /// <summary>Faults of the same meaning and rule are said once, however many lines have them.</summary>
    public void Add(string meaning, string code, string ja, string en)
    {
        if (!_faults.Exists(fault => fault.Meaning == meaning && fault.Code == code))
        {
            _faults.Add(new ContentFault(meaning, code, $"{Label(meaning)}{ja}", $"{meaning} {en}"));
        }
    }

    /// <summary>What the reading of the record already found.</summary>
    public void AddRead(ContentFault fault)
    {
        _unreadable.Add(fault.Meaning);
        if (!_faults.Exists(known => known.Meaning == fault.Meaning && known.Code == fault.Code))
        {
            _faults.Add(fault with { MessageJa = $"{Label(fault.Meaning)}が{fault.MessageJa}" });
        }
    }

    public bool Has(string meaning) => _faults.Exists(fault => fault.Meaning == meaning);

    /// <summary>A value that is there but could not be read is not called empty as well.</summary>
    public void Missing(string meaning)
    {
        if (!_unreadable.Contains(meaning))
        {
            Add(meaning, "required", "が空です。入力してください。", "is empty; enter it.");
        }
    }

    public void TooLong(string meaning, int found, int most) =>
        Add(meaning, "too_long", $"が{found}文字あります。{most}文字以内にしてください。", $"has {found} letters; expected at most {most}.");

    public void Letters(string meaning) =>
        Add(meaning, "forbidden_letters", "に使えない文字(外字・絵文字・改行など)があります。置き換えてください。", "holds letters that the provider cannot print (outside JIS, emoji, line breaks); replace them.");
}
