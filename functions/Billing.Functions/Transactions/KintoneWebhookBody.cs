using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Billing.Functions.Transactions;

/// <summary>
/// The little that is taken from a kintone webhook (kintone §2): which event of which app, which record, which revision. Everything else in it is ignored:
/// it can be forged, late or out of order.
/// </summary>
internal static partial class KintoneWebhookBody
{
    private const int LongestId = 200;

    /// <summary>False when the body is JSON but not a notification; throws on what is not JSON at all.</summary>
    /// <exception cref="JsonException">The body is not JSON, or a text in it that is read is not Unicode.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> body, string app, [NotNullWhen(true)] out AppEventMessage? message, [NotNullWhen(true)] out string? appId)
    {
        using var document = JsonDocument.Parse(body);
        (message, appId) = (null, null);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || Text(root, "id") is not { Length: > 0 and <= LongestId } id
            || Text(root, "type") is not { } type || !IsType(type)
            || AppId(root) is not { Length: > 0 } sender
            || RecordId(root) is not { } recordId)
        {
            return false;
        }

        appId = sender;

        message = new AppEventMessage(KeyOf(id), app, type, recordId, Revision(root));
        return true;
    }

    // An event's name of our own would not be read again as the app's are.
    private static bool IsType(string type) => TypeForm().IsMatch(type) && type != AppEventMessage.Command;

    private static string? AppId(JsonElement root) =>
        root.TryGetProperty("app", out var app) && app.ValueKind == JsonValueKind.Object ? Text(app, "id") : null;

    // Deletions and comments carry recordId, everything else the whole record (kintone §2.2 to §2.4).
    private static string? RecordId(JsonElement root)
    {
        var text = Text(root, "recordId") ?? Value(root, "$id");
        return text is not null && RecordForm().IsMatch(text) ? text : null;
    }

    private static long? Revision(JsonElement root) =>
        long.TryParse(Value(root, "$revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    private static string? Value(JsonElement root, string field) =>
        root.TryGetProperty("record", out var record) && record.ValueKind == JsonValueKind.Object
        && record.TryGetProperty(field, out var content) && content.ValueKind == JsonValueKind.Object
            ? Text(content, "value")
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => Unicode(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        } : null;

    // A text of broken UTF-8, or with half a surrogate pair, is found to be none only when it is read.
    private static string? Unicode(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException broken)
        {
            throw new JsonException("A text is not Unicode.", broken);
        }
    }

    // An id becomes part of a row's key and the message's id; one of another form is replaced by its hash.
    private static string KeyOf(string id) =>
        IdForm().IsMatch(id) ? id : "h" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex("^[A-Z][A-Z_]{0,39}$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex TypeForm();

    [GeneratedRegex("^[1-9][0-9]{0,17}$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex RecordForm();
}
