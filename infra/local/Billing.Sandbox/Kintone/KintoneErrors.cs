namespace Billing.Sandbox.Kintone;

/// <summary>The errors of kintone.md §3.4, each with its HTTP status. The status of the marked ones is assumed there [A].</summary>
internal static class KintoneErrors
{
    public static KintoneException Validation(IReadOnlyDictionary<string, string> errors) => new(400, "CB_VA01", "入力内容が正しくありません。", errors);

    public static KintoneException Validation(string place, string message) => Validation(new Dictionary<string, string> { [place] = message });

    public static KintoneException IllegalRequest() => new(400, "CB_IL02", "不正なリクエストです。");

    public static KintoneException BadJson() => new(400, "CB_IJ01", "不正なJSON文字列です。");

    public static KintoneException LoginRequired() => new(401, "CB_AU01", "ログインしてください。");

    public static KintoneException WrongPassword() => new(401, "CB_WA01", "ログイン名またはパスワードが正しくありません。");

    /// <summary>[A]: 520.</summary>
    public static KintoneException TokenNotUsable() => new(520, "GAIA_IA02", "指定したAPIトークンでは、要求した操作を実行できません。");

    public static KintoneException NoPermission() => new(403, "CB_NO02", "権限がありません。");

    /// <summary>[A]: 400 and 520 are both reported.</summary>
    public static KintoneException GuestPathNeeded() => new(400, "GAIA_IL23", "ゲストスペース内のアプリを操作するURLが正しくありません。");

    public static KintoneException NoApp(string app) => new(404, "GAIA_AP01", $"指定したアプリ(id: {app})が見つかりません。");

    public static KintoneException NoRecord(string record) => new(404, "GAIA_RE01", $"指定したレコード(id: {record})が見つかりません。");

    public static KintoneException NoComment() => new(400, "GAIA_RE02", "指定したコメントが存在しません。");

    public static KintoneException Conflict() => new(409, "GAIA_CO02", "指定したrevisionは最新ではありません。ほかのユーザーがレコードを更新した可能性があります。");

    public static KintoneException ActionNotPossible() => new(400, "GAIA_IL03", "指定したアクションは、現在のステータスでは実行できません。");

    public static KintoneException ProcessIsOff() => new(400, "GAIA_ST02", "プロセス管理機能が無効化されています。");

    public static KintoneException LimitTooLarge() => new(400, "GAIA_QU01", "limitには0以上500以下の整数を指定してください。");

    public static KintoneException OffsetTooLarge() => new(400, "GAIA_QU02", "offsetには0以上10,000以下の整数を指定してください。");

    public static KintoneException OperatorNotUsable(string field, string op) => new(400, "GAIA_IQ03", $"{field}フィールドのフィールドタイプには演算子{op}を使用できません。");

    public static KintoneException OperatorNotUsableInTable(string field) => new(400, "GAIA_IQ07", $"{field}フィールドはテーブル内のフィールドのため、inまたはnot inを使用してください。");

    public static KintoneException UnknownField(string field) => new(400, "GAIA_IQ11", $"指定されたフィールド({field})が見つかりません。");

    public static KintoneException TooManyRequests() => new(429, "GAIA_TO04", "同時接続数の上限を超えました。");

    public static KintoneException TooManyCursors() => new(429, "GAIA_TM12", "作成できるカーソルの上限に達しています。");

    public static KintoneException NoCursor() => new(404, "GAIA_CN01", "指定したカーソルが見つかりません。");
}
