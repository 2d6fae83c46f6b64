using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>Reads members of NP's requests: null where they are missing or of another type.</summary>
internal static class NpJson
{
    public static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>Whole numbers only, written as JSON numbers (<c>1980</c>, not <c>"1980"</c> or <c>1980.5</c>).</summary>
    public static long? Whole(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    public static DateOnly? Date(JsonObject json, string name) =>
        DateOnly.TryParseExact(Text(json, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static string Format(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Format(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static NpParty Party(JsonObject json) => new(
        Text(json, "customer_name") ?? "",
        Text(json, "customer_name_kana") ?? "",
        Text(json, "company_name") ?? "",
        Text(json, "department") ?? "",
        Text(json, "zip_code") ?? "",
        Text(json, "address") ?? "",
        Text(json, "tel") ?? "",
        Text(json, "email") ?? "");
}
