using System.Diagnostics.CodeAnalysis;

namespace Billing.Adapters.Storage;

/// <summary>
/// Reads connection strings of Azure Storage: <c>UseDevelopmentStorage=true</c>, account name and key with an endpoint suffix, or with
/// endpoints of their own. Faults name the part that is wrong, never its value.
/// </summary>
internal static class StorageConnectionString
{
    // The well-known account of the emulator; not a secret.
    private const string DevelopmentAccount = "devstoreaccount1";

    private const string DevelopmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int MaxLength = 8192;

    public static bool TryParse(string text, [NotNullWhen(true)] out StorageConnection? connection, out string? fault)
    {
        connection = null;
        if (Split(text, out var parts) is { } unreadable)
        {
            fault = unreadable;
            return false;
        }

        if (parts.TryGetValue("UseDevelopmentStorage", out var development) && bool.TryParse(development, out var use) && use)
        {
            connection = Development();
            fault = null;
            return true;
        }

        fault = Read(parts, out connection);
        return fault is null;
    }

    private static string? Split(string text, out Dictionary<string, string> parts)
    {
        parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (text.Length > MaxLength)
        {
            return $"has {text.Length} characters, at most {MaxLength} were expected";
        }

        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()))
            {
                return "is not a list of distinct Name=Value parts separated by ';'";
            }
        }

        return null;
    }

    private static string? Read(Dictionary<string, string> parts, out StorageConnection? connection)
    {
        connection = null;
        if (parts.ContainsKey("SharedAccessSignature"))
        {
            return "holds a SharedAccessSignature; AccountName and AccountKey, or the identity settings, were expected";
        }

        if (!parts.TryGetValue("AccountName", out var account) || account.Length == 0)
        {
            return "has no AccountName";
        }

        if (Key(parts) is not { } key)
        {
            return "has no AccountKey in base64";
        }

        if (Endpoint(parts, "table", account) is not { } table || Endpoint(parts, "blob", account) is not { } blob)
        {
            return "has no usable TableEndpoint and BlobEndpoint, nor an EndpointSuffix with DefaultEndpointsProtocol http or https";
        }

        connection = new StorageConnection { AccountName = account, AccountKey = key, TableEndpoint = table, BlobEndpoint = blob };
        return null;
    }

    private static byte[]? Key(Dictionary<string, string> parts)
    {
        if (!parts.TryGetValue("AccountKey", out var text) || text.Length == 0)
        {
            return null;
        }

        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) ? key[..length] : null;
    }

    private static Uri? Endpoint(Dictionary<string, string> parts, string service, string account)
    {
        if (parts.TryGetValue(service + "Endpoint", out var own))
        {
            return StorageEndpoint.TryParse(own, out var endpoint) ? endpoint : null;
        }

        var suffix = parts.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        var protocol = parts.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        return StorageEndpoint.TryParse($"{protocol}://{account}.{service}.{suffix}", out var derived) ? derived : null;
    }

    private static StorageConnection Development() => new()
    {
        AccountName = DevelopmentAccount,
        AccountKey = Convert.FromBase64String(DevelopmentKey),
        TableEndpoint = new Uri($"http://127.0.0.1:10002/{DevelopmentAccount}"),
        BlobEndpoint = new Uri($"http://127.0.0.1:10000/{DevelopmentAccount}"),
    };
}
