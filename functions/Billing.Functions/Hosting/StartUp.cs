using Azure;
using Billing.Adapters.Storage;

namespace Billing.Functions.Hosting;

/// <summary>What stands between the settings and the first request.</summary>
internal static class StartUp
{
    private const int SettingsExitCode = 78; // EX_CONFIG of sysexits.h

    /// <summary>Settings that cannot work stop the start, with every fault named. Values are never shown.</summary>
    public static async Task<int> RefuseAsync(IReadOnlyCollection<string> faults)
    {
        await Console.Error.WriteLineAsync($"The app cannot start: {faults.Count} fault(s) in its settings.");
        foreach (var fault in faults)
        {
            await Console.Error.WriteLineAsync($"- {fault}");
        }

        return SettingsExitCode;
    }

    /// <summary>What a person who starts it for the first time must be told: settings that work, but with which nothing happens. Null when all is there.</summary>
    public static string? NoticeOf(IConfiguration configuration) => configuration.GetSection("Apps").GetChildren().Any()
        ? null
        : "No low-code app is configured: every webhook is answered 404 (app_unknown). Set Apps__{key}__Kind, __BaseUrl, __AppId, __ApiToken, __Provider and the fields; the README lists them.";

    /// <summary>Makes the tables before the app says that it is ready; the fault when the store refuses.</summary>
    public static async Task<string?> EnsureTablesAsync(IConfiguration configuration)
    {
        try
        {
            await configuration.OpenBillingStorage(TimeProvider.System).EnsureTablesAsync();
            return null;
        }
        catch (RequestFailedException fault)
        {
            // The message could hold the account's address; code and status say enough.
            return $"AzureWebJobsStorage: the tables cannot be made (status {fault.Status}, {fault.ErrorCode ?? "no answer"}).";
        }
    }
}
