namespace Functions.LocalHost.Invocation;

/// <summary>Hides what looks like a credential, from its keyword to the next quote or tag, as the real host does in its messages.</summary>
internal static class Sanitizer
{
    public const string Replacement = "[Hidden Credential]";

    private const string AllowedKeyword = "PublicKeyToken=";

    private static readonly string[] Keywords =
    [
        "Token=", "DefaultEndpointsProtocol=http", "AccountKey=", "Data Source=", "Server=", "Password=", "pwd=",
        "&amp;sig=", "&sig=", "?sig=", "SharedAccessKey=", "&amp;code=", "&code=", "?code=",
    ];

    public static string Clean(string text) => Keywords.Aggregate(text, Hide);

    private static string Hide(string text, string keyword)
    {
        var from = 0;
        while (text.IndexOf(keyword, from, StringComparison.OrdinalIgnoreCase) is var start and >= 0)
        {
            if (IsAllowed(text, start, keyword))
            {
                from = start + keyword.Length;
                continue;
            }

            var end = text.AsSpan(start).IndexOfAny('<', '"', '\'');
            text = string.Concat(text.AsSpan(0, start), Replacement, end < 0 ? "" : text.AsSpan(start + end));
            from = start + Replacement.Length;
        }

        return text;
    }

    private static bool IsAllowed(string text, int start, string keyword)
    {
        var begin = start + keyword.Length - AllowedKeyword.Length;
        return begin >= 0 && text.AsSpan(begin).StartsWith(AllowedKeyword, StringComparison.Ordinal);
    }
}
