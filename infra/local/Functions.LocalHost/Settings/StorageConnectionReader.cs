using Functions.LocalHost.Azurite;
using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Settings;

/// <summary>Reads the connection string of an Azurite that somebody else started.</summary>
internal static class StorageConnectionReader
{
    private const string Development = "DefaultEndpointsProtocol=http;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;"
        + "QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1;TableEndpoint=http://127.0.0.1:10002/devstoreaccount1;";

    /// <param name="text"><c>Name=value</c> parts joined by semicolons, or <c>UseDevelopmentStorage=true</c>; account and key default to Azurite's.</param>
    /// <exception cref="StartFaultException">An endpoint is missing or not an address. The key is never shown.</exception>
    public static StorageConnection Read(string text)
    {
        var parts = Parts(text);
        if (parts.GetValueOrDefault("UseDevelopmentStorage") == "true")
        {
            parts = Parts(Development);
        }

        var faults = new List<string>();
        Uri Endpoint(string name)
        {
            if (Uri.TryCreate(parts.GetValueOrDefault(name)?.TrimEnd('/'), UriKind.Absolute, out var uri))
            {
                return uri;
            }

            faults.Add($"--azurite-external: found no address under {name}, expected one such as http://127.0.0.1:10000/{AzuriteProcess.AccountName}.");
            return new Uri("http://127.0.0.1/");
        }

        var connection = new StorageConnection(
            parts.GetValueOrDefault("AccountName") ?? AzuriteProcess.AccountName,
            parts.GetValueOrDefault("AccountKey") ?? AzuriteProcess.AccountKey,
            Endpoint("BlobEndpoint"),
            Endpoint("QueueEndpoint"),
            Endpoint("TableEndpoint"));
        return faults.Count == 0 ? connection : throw new StartFaultException(faults);
    }

    private static Dictionary<string, string> Parts(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.OrdinalIgnoreCase);
}
