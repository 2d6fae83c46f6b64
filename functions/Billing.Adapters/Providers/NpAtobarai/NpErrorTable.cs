using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// The error table of providers §2.5, part of <see cref="NpAirProfile"/>. Meanings of single codes within a documented range
/// follow the order of the range (missing, letters, length, form).
/// </summary>
internal static class NpErrorTable
{
    public static IReadOnlyDictionary<string, NpError> Default { get; } = Build();

    private static Dictionary<string, NpError> Build()
    {
        var table = new Dictionary<string, NpError>();
        AddContent(table);
        AddStates(table);
        AddOthers(table);
        return table;
    }

    private static void AddContent(Dictionary<string, NpError> table)
    {
        Range(table, 48, 50, nameof(OrderContent.CustomerName), "顧客名", "the customer's name");
        Range(table, 51, 52, nameof(OrderContent.CustomerNameKana), "顧客名カナ", "the customer's name in kana");
        Range(table, 53, 54, nameof(OrderContent.CompanyName), "会社名", "the company's name");
        Range(table, 55, 56, nameof(OrderContent.Department), "部署名", "the department");
        Range(table, 57, 58, nameof(OrderContent.PostalCode), "郵便番号", "the postal code");
        Range(table, 136, 136, nameof(OrderContent.PostalCode), "郵便番号", "the postal code");
        table["E0100059"] = new NpError(
            RefusalClass.Data,
            "郵便番号と住所が一致しません。どちらかを修正して取引更新または利用照会をやり直してください。",
            "The postal code does not fit the address; correct one of them and ask again.",
            nameof(OrderContent.PostalCode));
        Range(table, 60, 62, nameof(OrderContent.Address), "住所", "the address");
        Range(table, 63, 67, nameof(OrderContent.Phone), "電話番号", "the phone number");
        Range(table, 68, 71, nameof(OrderContent.Email), "メールアドレス", "the e-mail address");
        Range(table, 72, 91, nameof(OrderContent.Address), "配送先(作業場所)", "the delivery place");
        Range(table, 137, 137, nameof(OrderContent.Address), "配送先(作業場所)", "the delivery place");
        Range(table, 105, 110, nameof(OrderContent.ServiceCompletedOn), "配送伝票", "the delivery slip");
        foreach (var code in (string[])["EPRO0109", "E0100111", "E0100143", "E0100124", "E0100126"])
        {
            table[code] = Content(nameof(OrderContent.ServiceCompletedOn), "請求書の日付(作業完了日)", "the invoice date (day of completion)");
        }
    }

    private static void AddStates(Dictionary<string, NpError> table)
    {
        State(table, "E0100113", "NPに該当する取引がありません。NPの管理画面で確認してください。", "NP has no such transaction; look at NP's own screen.");

        // The two public tables give these two in opposite order: neither is read as "cancelled" or as "paid".
        foreach (var code in (string[])["E0100114", "E0100118"])
        {
            State(table, code, "現在の取引状況ではできません(キャンセル済または支払済)。取引状況確認をしてください。", "Not possible in the present state (cancelled or paid); refresh the state.");
        }

        State(table, "E0100115", "請求書発行依頼済のためできません。取引状況確認をしてください。", "The invoice was requested already; refresh the state.");
        State(table, "E0100120", "利用照会の結果がOKではないためできません。利用照会OKを待つか、取引更新をしてください。", "The credit result is not OK; wait for it, or update the transaction.");
        State(table, "E0100121", "請求書の印字データが作成済のためできません。変更はNPに連絡してください。", "The invoice's print data was taken already; ask NP for changes.");
        State(table, "E0100131", "加盟店への返却処理に進んでいるためできません。NPに連絡してください。", "The transaction is being returned to the merchant; ask NP.");
        State(table, "E0131006", "すでに再登録されています。取引状況確認をしてください。", "Registered again already; refresh the state.");
        State(table, "E0131011", "再登録の回数の上限を超えています。NPに連絡してください。", "Registered again too often; ask NP.");
    }

    private static void AddOthers(Dictionary<string, NpError> table)
    {
        foreach (var code in (string[])["EPRO0101", "EPRO0102", "EPRO0105", "EPRO0106", "E0100002", "E0100003"])
        {
            table[code] = new NpError(RefusalClass.Bug, "NPへの要求の形式に誤りがあります。システム管理者に連絡してください。", "The request to NP was malformed; tell the administrator.");
        }

        foreach (var code in (string[])["EPRO0107", "E0100132"])
        {
            table[code] = new NpError(RefusalClass.Configuration, "NPの契約にない支払方法です。設定を管理者が確認してください。", "NP's contract does not cover this payment method; an administrator must check the settings.");
        }

        foreach (var code in (string[])["E0109002", "E0109003"])
        {
            table[code] = new NpError(RefusalClass.Bug, "NP側の料金システムの障害です。あとで自動的にやり直します。", "NP's fee system failed; it is tried again later.", IsTransient: true);
        }

        // The code of a suspected double registration is public nowhere; this one is the stand-in's [A] (providers §3 rule 3).
        table["E0100901"] = new NpError(RefusalClass.Duplicate, "同じ取引が1か月以内に登録されています。NPの管理画面で確認してください。", "The same transaction was registered within a month; look at NP's own screen.");
    }

    private static void Range(Dictionary<string, NpError> table, int first, int last, string meaning, string ja, string en)
    {
        for (var number = first; number <= last; number++)
        {
            table[$"E0100{number:D3}"] = Content(meaning, ja, en);
        }
    }

    private static NpError Content(string meaning, string ja, string en) => new(
        RefusalClass.Data,
        $"{ja}がNPの規則に合いません(未入力・使えない文字・長さ・形式)。修正してやり直してください。",
        $"NP refuses {en} (missing, letters, length or form); correct it and ask again.",
        meaning);

    private static void State(Dictionary<string, NpError> table, string code, string ja, string en) =>
        table[code] = new NpError(RefusalClass.State, ja, en);
}
