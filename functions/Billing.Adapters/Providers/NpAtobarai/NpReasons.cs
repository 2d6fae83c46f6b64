namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>Texts of the codes in <c>authori_ng</c> and <c>authori_hold</c> (providers §2.4), part of <see cref="NpAirProfile"/>. The list may grow.</summary>
internal static class NpReasons
{
    private static readonly (string Ja, string En) OverLimit = ("利用可能額を超えています", "over the usable amount");
    private static readonly (string Ja, string En) Insufficient = ("購入者情報が不足しています", "the buyer's information is insufficient");
    private static readonly (string Ja, string En) Other = ("その他の理由です", "other");

    public static IReadOnlyDictionary<string, (string Ja, string En)> Default { get; } = new Dictionary<string, (string Ja, string En)>
    {
        ["NG001"] = OverLimit,
        ["RE001"] = OverLimit,
        ["NG002"] = Insufficient,
        ["RE002"] = Insufficient,
        ["NG999"] = Other,
        ["RE003"] = Other,
        ["RE009"] = ("住所が不足しています", "the address is insufficient"),
        ["RE014"] = ("勤務先の確認が必要です", "the workplace is to be confirmed"),
        ["RE015"] = ("配送先(作業場所)の住所が不足しています", "the delivery address is insufficient"),
        ["RE020"] = ("配送先(作業場所)が勤務先です", "the delivery address is a workplace"),
        ["RE021"] = ("電話番号の確認が必要です", "the phone number is to be checked"),
        ["RE023"] = ("配送先(作業場所)の電話番号の確認が必要です", "the delivery phone number is to be checked"),
        ["RE026"] = ("その他の理由です", "other"),
    };
}
