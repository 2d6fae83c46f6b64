using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Billing.Adapters.Http;

namespace Billing.Adapters.Kintone;

/// <summary>
/// The error table of kintone §3.4. Decided by code first, by HTTP status second: kintone answers some permanent errors
/// with 520, so "5xx = retry" would repeat hopeless calls.
/// </summary>
internal static partial class KintoneErrors
{
    private static readonly FrozenDictionary<string, KintoneErrorClass> Classes = new Dictionary<string, KintoneErrorClass>
    {
        ["CB_VA01"] = KintoneErrorClass.Data,
        ["GAIA_LO04"] = KintoneErrorClass.Data,
        ["GAIA_BL01"] = KintoneErrorClass.Data,
        ["CB_IL02"] = KintoneErrorClass.Bug,
        ["CB_IJ01"] = KintoneErrorClass.Bug,
        ["GAIA_QU01"] = KintoneErrorClass.Bug,
        ["GAIA_QU02"] = KintoneErrorClass.Bug,
        ["GAIA_IQ03"] = KintoneErrorClass.Bug,
        ["GAIA_IQ07"] = KintoneErrorClass.Bug,
        ["GAIA_IQ11"] = KintoneErrorClass.Bug,
        ["GAIA_IL03"] = KintoneErrorClass.State,
        ["GAIA_ST02"] = KintoneErrorClass.Configuration,
        ["GAIA_IL23"] = KintoneErrorClass.Configuration,
        ["CB_NO02"] = KintoneErrorClass.Configuration,
        ["CB_AU01"] = KintoneErrorClass.Configuration,
        ["CB_WA01"] = KintoneErrorClass.Configuration,
        ["GAIA_IA02"] = KintoneErrorClass.Configuration,
        ["GAIA_AP01"] = KintoneErrorClass.Configuration,
        ["GAIA_RE01"] = KintoneErrorClass.Gone,
        ["GAIA_RE02"] = KintoneErrorClass.NothingThere,
        ["GAIA_CO02"] = KintoneErrorClass.Conflict,
        ["GAIA_DA02"] = KintoneErrorClass.Busy,
        ["GAIA_RE18"] = KintoneErrorClass.Busy,
        ["GAIA_TO04"] = KintoneErrorClass.Busy,
        ["GAIA_TM12"] = KintoneErrorClass.Busy,
    }.ToFrozenDictionary();

    /// <returns>Null when the reply is a success in kintone's own form.</returns>
    public static KintoneError? Read(HttpReply reply)
    {
        if (reply.Json is not { } body)
        {
            // No JSON is not kintone's application speaking: maintenance, a gateway, a proxy.
            return new KintoneError(reply.Status, $"http_{reply.Status}", null, reply.Status == 429 ? KintoneErrorClass.Busy : KintoneErrorClass.Trouble);
        }

        if (reply.IsSuccess)
        {
            return null;
        }

        var code = Text(body, "code") is { } found && CodeForm().IsMatch(found) ? found : $"http_{reply.Status}";
        var id = Text(body, "id") is { Length: <= 64 } errorId ? errorId : null;
        return new KintoneError(reply.Status, code, id, Classes.TryGetValue(code, out var known) ? known : ByStatus(reply.Status));
    }

    public static ReplyVerdict Judge(HttpReply reply) => Read(reply)?.Class switch
    {
        KintoneErrorClass.Busy => ReplyVerdict.NotDone,
        KintoneErrorClass.Trouble => ReplyVerdict.Doubtful,
        _ => ReplyVerdict.Final,
    };

    /// <summary>An unknown code with a JSON body is permanent, except for the statuses that say "later".</summary>
    private static KintoneErrorClass ByStatus(int status) => status switch
    {
        429 => KintoneErrorClass.Busy,
        502 or 503 or 504 => KintoneErrorClass.Trouble,
        401 or 403 => KintoneErrorClass.Configuration,
        _ => KintoneErrorClass.Bug,
    };

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Only what looks like a code is kept: codes are logged and stored.</summary>
    [GeneratedRegex("^[A-Z]{2,8}_[A-Z0-9]{2,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
