using System.Diagnostics.CodeAnalysis;

namespace Billing.Adapters.Storage;

/// <summary>The address of one storage service: http or https, without query, fragment or credentials.</summary>
internal static class StorageEndpoint
{
    /// <summary>The address of a resource below an endpoint. An endpoint without a path is written with a slash by <see cref="Uri"/>, one with a path without.</summary>
    public static string Join(Uri endpoint, string path) => $"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}";

    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? endpoint)
    {
        endpoint = null;
        if (!Uri.TryCreate(text?.TrimEnd('/'), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return false;
        }

        endpoint = uri;
        return true;
    }
}
