using System.Security.Cryptography;

namespace Functions.LocalHost.Invocation;

/// <summary>The headers by which the host makes itself known to the app (functions-custom-handler §3.1).</summary>
internal static class HostHeaders
{
    /// <summary>The version of the real host whose behaviour was recorded.</summary>
    public const string Version = "4.1037.0.0";

    public const string VersionName = "X-Azure-Functions-HostVersion";
    public const string InvocationIdName = "X-Azure-Functions-InvocationId";
    public const string UserAgent = "Azure-Functions-Host/" + Version;

    /// <summary>The invocation's id once more, on requests that are passed through by proxying (functions-custom-handler §4.2).</summary>
    public const string CorrelationName = "x-ms-invocation-id";

    private const int GuidBytes = 16;

    /// <summary>A new id, for an invocation or for <c>RandGuid</c>.</summary>
    public static Guid NewId() => new(RandomNumberGenerator.GetBytes(GuidBytes));

    /// <summary>Adds the three headers, in their order.</summary>
    public static void Add(HttpRequestMessage request, Guid invocationId)
    {
        request.Headers.TryAddWithoutValidation(VersionName, Version);
        request.Headers.TryAddWithoutValidation(InvocationIdName, invocationId.ToString());
        request.Headers.UserAgent.ParseAdd(UserAgent);
    }
}
