using System.Text.RegularExpressions;
using Billing.Adapters.Apps;
using Billing.Adapters.Http;
using Billing.Adapters.Providers.NpAtobarai;
using Microsoft.Extensions.Configuration;

namespace Billing.Adapters.Providers;

/// <summary>Reads and checks the section <c>Providers</c>. Every fault is named; nothing stops at the first.</summary>
internal static partial class ProviderSettingsReader
{
    /// <summary>An effect is one attempt; the total also holds waiting for a turn and repeats of what never arrived.</summary>
    private static readonly ServiceLimits Defaults = new()
    {
        AttemptTimeout = TimeSpan.FromSeconds(30),
        CallTimeout = TimeSpan.FromSeconds(45),
        Concurrency = 8,
        RequestsPerSecond = 10,
        LargestReply = 4 * 1024 * 1024,
    };

    public static IReadOnlyList<string> Names(IConfiguration configuration) =>
        [.. configuration.GetSection("Providers").GetChildren().Select(section => section.Key)];

    public static IReadOnlyList<NpAirSettings> Read(IConfiguration configuration, List<string> faults)
    {
        List<NpAirSettings> providers = [];
        foreach (var section in configuration.GetSection("Providers").GetChildren())
        {
            var reader = new SettingReader(section, faults);
            if (!NameForm().IsMatch(section.Key))
            {
                reader.Fault("", "is no provider name; expected a lower-case letter, then up to 15 lower-case letters, digits or '-'");
            }

            var kind = reader.Required("Kind", $"'{NpAirSettings.Kind}'");
            if (kind.Length > 0 && kind != NpAirSettings.Kind)
            {
                reader.Fault("Kind", $"is '{kind}'; expected '{NpAirSettings.Kind}'");
            }

            providers.Add(ReadNpAir(section.Key, reader));
        }

        return providers;
    }

    private static NpAirSettings ReadNpAir(string name, SettingReader reader)
    {
        var url = reader.Url("BaseUrl");
        return new NpAirSettings
        {
            Name = name,
            BaseUrl = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/"),
            MerchantCode = MerchantCode(reader),
            SpCode = reader.Secret("SpCode", "the SP code of the contract"),
            TerminalId = reader.Secret("TerminalId", "the terminal id of the contract"),
            Limits = LimitSettings.Read(reader, Defaults),
            Profile = NpAirProfileReader.Read(reader.Child("Profile")),
        };
    }

    private static string MerchantCode(SettingReader reader)
    {
        var code = reader.Secret("MerchantCode", "the merchant code of the contract");
        if (code.Contains(':', StringComparison.Ordinal))
        {
            reader.Fault("MerchantCode", "holds a ':'; expected the merchant code alone");
        }

        return code;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,15}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();
}
