using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Billing.Adapters.Apps;

/// <summary>
/// Reads values of one section and notes every fault with the setting's full name, what was found and what was expected.
/// Values of secrets are never repeated.
/// </summary>
internal sealed partial class SettingReader(IConfigurationSection section, List<string> faults)
{
    public IConfigurationSection Section { get; } = section;

    public SettingReader Child(string name) => new(Section.GetSection(name), faults);

    public string? Optional(string name)
    {
        var value = Section[name];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    public string Required(string name, string expected)
    {
        if (Optional(name) is { } value)
        {
            return value;
        }

        Fault(name, $"is missing; expected {expected}");
        return "";
    }

    /// <summary>A value that is sent in a header: visible ASCII only, and never shown.</summary>
    public string Secret(string name, string expected)
    {
        var value = Required(name, expected);
        if (value.Length > 0 && !HeaderValue().IsMatch(value))
        {
            Fault(name, $"holds blanks or letters that a header cannot carry; expected {expected}");
        }

        return value;
    }

    public string Matching(string name, Regex form, string expected)
    {
        var value = Required(name, expected);
        if (value.Length > 0 && !form.IsMatch(value))
        {
            Fault(name, $"is '{value}'; expected {expected}");
        }

        return value;
    }

    /// <summary>https, or http to this machine: everything else would show credentials and personal data on the way.</summary>
    public Uri Url(string name)
    {
        const string Expected = "an absolute https URL without user, query or fragment (http only to this machine, or with AllowHttp=true)";
        var text = Required(name, Expected);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && IsUsable(url))
        {
            return url;
        }

        if (text.Length > 0)
        {
            // Not repeated: a URL with a fault may be one with a password in it.
            Fault(name, $"is not usable; expected {Expected}");
        }

        return new Uri("https://invalid.invalid");
    }

    public int Number(string name, int otherwise, int least, int most)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(name, $"is '{text}'; expected a whole number from {least} to {most}");
        return otherwise;
    }

    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan most)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero && duration <= most)
        {
            return duration;
        }

        Fault(name, $"is '{text}'; expected a duration above zero up to {most}, for example 00:00:20");
        return otherwise;
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Fault(name, $"is '{text}'; expected true or false");
        return otherwise;
    }

    public void Fault(string name, string what) =>
        faults.Add($"{NameOf(name)} {what}.");

    /// <summary>The name as it is written in the environment.</summary>
    public string NameOf(string name) =>
        (name.Length == 0 ? Section.Path : $"{Section.Path}:{name}").Replace(":", "__", StringComparison.Ordinal);

    private bool IsUsable(Uri url) =>
        url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || Flag("AllowHttp", false))));

    [GeneratedRegex("^[\x21-\x7e]+$", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderValue();
}
