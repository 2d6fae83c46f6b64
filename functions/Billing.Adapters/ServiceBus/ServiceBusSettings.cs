using Billing.Adapters.Storage;

using Microsoft.Extensions.Configuration;

namespace Billing.Adapters.ServiceBus;

/// <summary>
/// Reads a connection from the settings as the Functions host names them: <c>{name}</c> = a connection string
/// (<c>Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…[;UseDevelopmentEmulator=true]</c>), or <c>{name}__fullyQualifiedNamespace</c>
/// for identity.
/// </summary>
internal static class ServiceBusSettings
{
    public const string DefaultName = "Bus";

    private const int MaxLength = 8192;

    /// <param name="connection">Null exactly when there are faults.</param>
    /// <returns>What is wrong, each fault naming its setting and never its value.</returns>
    public static IReadOnlyList<string> Read(IConfiguration configuration, string name, out ServiceBusConnection? connection)
    {
        var section = configuration.GetSection(name);
        if (section.Value is { Length: > 0 } text)
        {
            return Parse(text, out connection) is { } fault ? [$"{name}: the connection string {fault}."] : [];
        }

        connection = null;
        if (section["fullyQualifiedNamespace"] is not { Length: > 0 } host)
        {
            return [$"{name}: neither a connection string nor {name}__fullyQualifiedNamespace is set."];
        }

        if (Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return [$"{name}__fullyQualifiedNamespace: a host name such as example.servicebus.windows.net was expected."];
        }

        connection = new ServiceBusConnection { Endpoint = new Uri($"https://{host}"), Credential = StorageSettings.Credential(section) };
        return [];
    }

    private static string? Parse(string text, out ServiceBusConnection? connection)
    {
        connection = null;
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Length > MaxLength ? [] : text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                return "is not a list of distinct Name=Value parts separated by ';'";
            }
        }

        var development = parts.TryGetValue("UseDevelopmentEmulator", out var flag) && bool.TryParse(flag, out var set) && set;
        if (Endpoint(parts.GetValueOrDefault("Endpoint"), development) is not { } endpoint)
        {
            return "has no Endpoint of the form sb://host/";
        }

        if (parts.GetValueOrDefault("SharedAccessKeyName") is not { Length: > 0 } keyName
            || parts.GetValueOrDefault("SharedAccessKey") is not { Length: > 0 } key)
        {
            return "has no SharedAccessKeyName with SharedAccessKey";
        }

        connection = new ServiceBusConnection { Endpoint = endpoint, KeyName = keyName, Key = key };
        return null;
    }

    private static Uri? Endpoint(string? text, bool development)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "sb" || uri.Host.Length == 0 || uri.AbsolutePath.Length > 1)
        {
            return null;
        }

        var scheme = development ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        return new Uri(uri.Port > 0 ? $"{scheme}://{uri.Host}:{uri.Port}" : $"{scheme}://{uri.Host}");
    }
}
