using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>One call of the REST interface: who calls, through which path, with which parameters. Numbers may come as texts (kintone.md §3.1).</summary>
/// <param name="caller">Who calls.</param>
/// <param name="guestSpace">The guest space of the path, or null for the plain path.</param>
internal sealed class KintoneCall(Caller caller, string? guestSpace, JsonObject payload)
{
    /// <summary>Records per call on several records.</summary>
    public const int MaxRecords = 100;

    public Caller Caller { get; } = caller;

    public JsonObject Payload { get; } = payload;

    public KintoneCall With(JsonObject other) => new(Caller, guestSpace, other);

    /// <summary>The app that the parameter <c>app</c> names, if it exists, the path fits and the caller may do this.</summary>
    public AppTable Open(KintoneUnit unit, string permission)
    {
        var app = unit.App(Text(Payload, "app"));
        Authorise(app, permission);
        return app;
    }

    /// <exception cref="KintoneException"><c>GAIA_IL23</c>, <c>GAIA_IA02</c>, <c>CB_NO02</c>.</exception>
    public void Authorise(AppTable app, string permission)
    {
        if (app.Definition.GuestSpace != guestSpace)
        {
            throw app.Definition.GuestSpace is null || guestSpace is not null ? KintoneErrors.NoPermission() : KintoneErrors.GuestPathNeeded();
        }

        if (Caller is Caller.Tokens tokens)
        {
            var token = app.Definition.Tokens.FirstOrDefault(each => tokens.Values.Contains(each.Token)) ?? throw KintoneErrors.TokenNotUsable();
            if (!token.Permissions.Contains(permission))
            {
                throw KintoneErrors.NoPermission();
            }
        }
    }

    public RecordCommands Commands(KintoneUnit unit, AppTable app, bool notify) => new(unit, app, Caller.Actor, notify);

    public static string Text(JsonObject json, string name) => OptionalText(json, name) ?? throw KintoneErrors.Validation(name, "必須です。");

    public static string? OptionalText(JsonObject json, string name) => json[name] is not { } value ? null : value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
        _ => throw KintoneErrors.BadJson(),
    };

    public static long? OptionalNumber(JsonObject json, string name) => OptionalText(json, name) is not { Length: > 0 } text
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw KintoneErrors.Validation(name, "整数でなければなりません。");

    /// <summary>The revision to check; <c>-1</c> or leaving it out does not check.</summary>
    public static long? Revision(JsonObject json) => OptionalNumber(json, "revision") is { } revision and not -1 ? revision : null;

    public static JsonObject Object(JsonObject json, string name) => json[name] switch
    {
        JsonObject found => found,
        null => throw KintoneErrors.Validation(name, "必須です。"),
        _ => throw KintoneErrors.BadJson(),
    };

    /// <summary>A list of 1 to <paramref name="most"/> items.</summary>
    public static IReadOnlyList<JsonNode?> Items(JsonObject json, string name, int most = MaxRecords) => json[name] switch
    {
        JsonArray { Count: > 0 } items when items.Count <= most => [.. items],
        JsonArray { Count: 0 } or null => throw KintoneErrors.Validation(name, "必須です。"),
        JsonArray => throw KintoneErrors.Validation(name, $"要素数は{most}以下でなければなりません。"),
        _ => throw KintoneErrors.BadJson(),
    };

    public static IReadOnlyList<JsonObject> Objects(JsonObject json, string name) =>
        [.. Items(json, name).Select(item => item as JsonObject ?? throw KintoneErrors.BadJson())];

    /// <summary>A list of texts that may be missing.</summary>
    public static IReadOnlyList<string> Texts(JsonObject json, string name) => json[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(item => item?.ToString() ?? throw KintoneErrors.BadJson())],
        _ => throw KintoneErrors.BadJson(),
    };
}
