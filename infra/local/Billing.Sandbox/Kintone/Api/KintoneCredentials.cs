using System.Text;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>Reads who calls from the headers (kintone.md §3): API tokens, or a login and password.</summary>
internal static class KintoneCredentials
{
    private const int MaxTokens = 9;

    /// <exception cref="KintoneException"><c>CB_AU01</c> without credentials, <c>CB_WA01</c> for a wrong password.</exception>
    public static Caller Read(IHeaderDictionary headers, KintoneDirectory directory)
    {
        if (headers["X-Cybozu-Authorization"].FirstOrDefault() is { Length: > 0 } basic)
        {
            return SignIn(basic, directory);
        }

        var tokens = headers["X-Cybozu-API-Token"].SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return tokens.Count switch
        {
            0 => throw KintoneErrors.LoginRequired(),
            > MaxTokens => throw KintoneErrors.IllegalRequest(),
            _ => new Caller.Tokens([.. tokens]),
        };
    }

    private static Caller.User SignIn(string encoded, KintoneDirectory directory)
    {
        var buffer = new byte[encoded.Length];
        var login = Convert.TryFromBase64String(encoded, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) : [];
        return login is [var name, var password] && directory.SignIn(name, password) is { } person
            ? new Caller.User(person)
            : throw KintoneErrors.WrongPassword();
    }
}
