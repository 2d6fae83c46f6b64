namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// Whether a postal code can belong to an address, by the first two digits and the prefecture that the address begins with. Codes that
/// serve both sides of a border are listed; an address that begins otherwise is not judged. NP's own check is not public [A].
/// </summary>
internal static class PostalCodes
{
    private static readonly string[] ByFirstTwo =
    [
        "北海道", "秋田県", "岩手県", "青森県", "北海道", "北海道", "北海道", "北海道", "北海道", "北海道",
        "東京都", "東京都", "東京都", "東京都", "東京都", "東京都", "東京都", "東京都", "東京都", "東京都",
        "東京都", "神奈川県", "神奈川県", "神奈川県", "神奈川県", "神奈川県", "千葉県", "千葉県", "千葉県", "千葉県",
        "茨城県", "茨城県", "栃木県", "埼玉県", "埼玉県", "埼玉県", "埼玉県", "群馬県", "長野県", "長野県",
        "山梨県", "静岡県", "静岡県", "静岡県", "愛知県", "愛知県", "愛知県", "愛知県", "愛知県", "愛知県",
        "岐阜県", "三重県", "滋賀県", "大阪府", "大阪府", "大阪府", "大阪府", "大阪府", "大阪府", "大阪府",
        "京都府", "京都府", "京都府", "奈良県", "和歌山県", "兵庫県", "兵庫県", "兵庫県", "鳥取県", "島根県",
        "岡山県", "岡山県", "広島県", "広島県", "山口県", "山口県", "香川県", "徳島県", "高知県", "愛媛県",
        "福岡県", "福岡県", "福岡県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県",
        "沖縄県", "福井県", "石川県", "富山県", "新潟県", "新潟県", "福島県", "福島県", "宮城県", "山形県",
    ];

    private static readonly HashSet<string> AcrossBorders =
        ["389", "431", "498", "520", "563", "618", "630", "647", "648", "683", "684", "811", "839", "843", "848", "871", "939"];

    public static bool Fits(string digits, string address)
    {
        var prefecture = ByFirstTwo.FirstOrDefault(name => address.StartsWith(name, StringComparison.Ordinal));
        return prefecture is null
            || AcrossBorders.Contains(digits[..3])
            || ByFirstTwo[((digits[0] - '0') * 10) + digits[1] - '0'] == prefecture;
    }
}
