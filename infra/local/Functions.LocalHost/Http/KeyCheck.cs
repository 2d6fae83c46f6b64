using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary>Which key a request presents: header <c>x-functions-key</c> before query <c>code</c> (functions-custom-handler §4.5).</summary>
internal static class KeyCheck
{
    public const string Header = "x-functions-key";
    public const string QueryName = "code";

    /// <summary>The presented key, or null.</summary>
    public static string? Presented(HttpRequest request)
    {
        var header = request.Headers[Header].ToString();
        return header.Length > 0 ? header : request.Query[QueryName].ToString() is { Length: > 0 } code ? code : null;
    }

    /// <summary>Whether the request may use what only the master key opens; answers 401 itself when not.</summary>
    public static Task<bool> RequireMasterAsync(HttpContext context, KeyRing keys) => RequireAsync(context, keys.Match(Presented(context.Request)), KeyLevel.Admin);

    /// <summary>Whether <paramref name="match"/> is enough; answers 401 itself when not.</summary>
    public static async Task<bool> RequireAsync(HttpContext context, KeyMatch match, KeyLevel level)
    {
        if (match.Level >= level)
        {
            return true;
        }

        await (Presented(context.Request) is null ? HostProblem.KeyMissingAsync(context) : HostProblem.KeyInsufficientAsync(context));
        return false;
    }
}
