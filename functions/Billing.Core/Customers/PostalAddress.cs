using Billing.Core.Validation;

namespace Billing.Core.Customers;

/// <summary>A Japanese address in its parts. Personal data: <see cref="ToString"/> hides it.</summary>
public sealed record PostalAddress
{
    private const int Longest = 100;

    // JIS X 0401, 01 to 47.
    private static readonly HashSet<string> Prefectures =
    [
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
        "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
        "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ];

    /// <summary>郵便番号: seven digits.</summary>
    public string? PostalCode { get; init; }

    /// <summary>都道府県.</summary>
    public string? Prefecture { get; init; }

    /// <summary>市区町村.</summary>
    public string? City { get; init; }

    /// <summary>町名・番地.</summary>
    public string? Street { get; init; }

    /// <summary>建物名・部屋番号.</summary>
    public string? Building { get; init; }

    public PostalAddress Normalized() => this with
    {
        PostalCode = CustomerText.Digits(PostalCode),
        Prefecture = CustomerText.Plain(Prefecture),
        City = CustomerText.Plain(City),
        Street = CustomerText.Plain(Street),
        Building = CustomerText.Plain(Building),
    };

    public override string ToString() => "(address)";

    internal void Validate(FieldErrors errors, string at)
    {
        if (PostalCode is not { Length: 7 } || PostalCode.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            errors.Add(at + ".postalCode", "postal_code_invalid", "郵便番号は7桁の数字です。", "A postal code has seven digits.");
        }

        if (Prefecture is null || !Prefectures.Contains(Prefecture))
        {
            errors.Add(at + ".prefecture", "prefecture_invalid", "都道府県名を正しく入力してください。", "One of the 47 prefectures was expected, with its 都道府県.");
        }

        errors.Text(at + ".city", City, Longest);
        errors.Text(at + ".street", Street, Longest);
        errors.OptionalText(at + ".building", Building, Longest);
    }
}
