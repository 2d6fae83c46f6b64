using System.Text.RegularExpressions;
using Billing.Adapters.Http;
using Billing.Core.Transactions;
using Microsoft.Extensions.Configuration;

namespace Billing.Adapters.Apps;

/// <summary>Reads and checks the section <c>Apps</c>. Every fault is named; nothing stops at the first.</summary>
internal static partial class AppSettingsReader
{
    public const string KintoneKind = "kintone";

    /// <summary>kintone takes at most nine tokens in one header (§3).</summary>
    private const int MostTokens = 9;

    public static IReadOnlyList<AppSettings> Read(IConfiguration configuration, IReadOnlyCollection<string> providers, List<string> faults)
    {
        List<AppSettings> apps = [];
        foreach (var section in configuration.GetSection("Apps").GetChildren())
        {
            var reader = new SettingReader(section, faults);
            if (AppKey.TryParse(section.Key, out var key))
            {
                apps.Add(ReadApp(key, reader, providers));
            }
            else
            {
                reader.Fault("", "is no app key; expected a lower-case letter, then up to 15 lower-case letters or digits");
            }
        }

        NameDuplicates(apps, faults);
        return apps;
    }

    private static AppSettings ReadApp(AppKey key, SettingReader reader, IReadOnlyCollection<string> providers)
    {
        var kind = reader.Required("Kind", $"'{KintoneKind}'");
        if (kind.Length > 0 && kind != KintoneKind)
        {
            reader.Fault("Kind", $"is '{kind}'; expected '{KintoneKind}'");
        }

        return new AppSettings
        {
            Key = key,
            BaseUrl = HostOnly(reader),
            AppId = reader.Matching("AppId", Digits(), "the app's number, for example 12"),
            GuestSpaceId = reader.Optional("GuestSpaceId") is null ? null : reader.Matching("GuestSpaceId", Digits(), "the guest space's number"),
            ApiToken = Token(reader),
            Provider = ProviderName(reader, providers),
            Fields = Fields(reader.Child("Fields")),
            Triggers = Triggers(reader.Child("Commands")),
            Limits = LimitSettings.Read(reader, new ServiceLimits()),
            JoinWindow = reader.Duration("JoinWindow", TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(5)),
        };
    }

    private static Uri HostOnly(SettingReader reader)
    {
        var url = reader.Url("BaseUrl");
        if (url.AbsolutePath != "/")
        {
            reader.Fault("BaseUrl", "has a path; expected only scheme and host, for example https://example.cybozu.com");
        }

        return url;
    }

    private static string Token(SettingReader reader)
    {
        var token = reader.Secret("ApiToken", "the app's API token (several are separated by commas)");
        var count = token.Split(',').Length;
        if (count > MostTokens)
        {
            reader.Fault("ApiToken", $"holds {count} tokens; expected at most {MostTokens}");
        }

        return token;
    }

    private static string ProviderName(SettingReader reader, IReadOnlyCollection<string> providers)
    {
        var name = reader.Required("Provider", "the name of a section below Providers");
        if (name.Length > 0 && !providers.Contains(name))
        {
            reader.Fault("Provider", $"is '{name}'; expected one of: {string.Join(", ", providers)}");
        }

        return name;
    }

    private static Dictionary<string, string> Fields(SettingReader reader)
    {
        Dictionary<string, string> fields = [];
        foreach (var child in reader.Section.GetChildren())
        {
            if (AppMeanings.Find(child.Key) is not { } meaning)
            {
                reader.Fault(child.Key, $"is no known meaning; expected one of: {string.Join(", ", AppMeanings.Read.Concat(AppMeanings.Written))}");
            }
            else if (reader.Optional(child.Key) is { } code)
            {
                fields[meaning] = code;
            }
            else
            {
                reader.Fault(child.Key, "is empty; expected a field code of the app");
            }
        }

        foreach (var missing in AppMeanings.Required.Where(meaning => !fields.ContainsKey(meaning) && reader.Section[meaning] is null))
        {
            reader.Fault(missing, "is missing; expected a field code of the app");
        }

        NameOverwritten(reader, fields);
        return fields;
    }

    /// <summary>Two meanings written to one field would overwrite each other for ever; what is written must not be what is read.</summary>
    private static void NameOverwritten(SettingReader reader, Dictionary<string, string> fields)
    {
        foreach (var written in AppMeanings.Written.Where(fields.ContainsKey))
        {
            var others = fields.Where(other => other.Key != written && other.Value == fields[written]).Select(other => other.Key).ToList();
            if (others.Count > 0)
            {
                reader.Fault(written, $"is '{fields[written]}', which also has the meaning {string.Join(", ", others)}; expected a field of its own");
            }
        }
    }

    private static List<TriggerCondition> Triggers(SettingReader reader)
    {
        List<TriggerCondition> triggers = [];
        foreach (var child in reader.Section.GetChildren())
        {
            if (!Enum.TryParse<CommandKind>(child.Key, ignoreCase: true, out var command) || !Enum.IsDefined(command) || char.IsAsciiDigit(child.Key[0]))
            {
                reader.Fault(child.Key, $"is no command; expected one of: {string.Join(", ", Enum.GetNames<CommandKind>())}");
                continue;
            }

            var parts = (child.Value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
            {
                reader.Fault(child.Key, "is empty; expected conditions 'field=value', separated by ';'");
            }

            triggers.AddRange(parts.Select(part => Condition(reader, child.Key, command, part)).OfType<TriggerCondition>());
        }

        NameAmbiguous(reader, triggers);
        return triggers;
    }

    private static TriggerCondition? Condition(SettingReader reader, string name, CommandKind command, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && equals < text.Length - 1)
        {
            return new TriggerCondition(command, text[..equals].Trim(), text[(equals + 1)..].Trim());
        }

        reader.Fault(name, $"holds '{text}'; expected 'field=value'");
        return null;
    }

    private static void NameAmbiguous(SettingReader reader, List<TriggerCondition> triggers)
    {
        foreach (var group in triggers.GroupBy(trigger => trigger.Text).Where(group => group.Count() > 1))
        {
            reader.Fault("", $"ask by '{group.Key}' for {string.Join(" and ", group.Select(trigger => trigger.Command))}; expected one command for one condition");
        }
    }

    private static void NameDuplicates(List<AppSettings> apps, List<string> faults)
    {
        foreach (var group in apps.Where(app => app.AppId.Length > 0).GroupBy(app => (app.BaseUrl.Authority, app.AppId)).Where(group => group.Count() > 1))
        {
            faults.Add($"Apps {string.Join(", ", group.Select(app => app.Key.Value))} have the same AppId '{group.Key.AppId}' on the same host; expected one key for one app.");
        }
    }

    [GeneratedRegex("^[1-9][0-9]{0,17}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
