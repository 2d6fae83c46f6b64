using System.Globalization;

using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Processes;

/// <summary>What the real host starts for host.json: program, folder, environment (functions-custom-handler §1.1, §2.1).</summary>
internal static class AppLaunch
{
    /// <param name="app">The app.</param>
    /// <param name="environment">What the app gets, from <see cref="Environment"/>.</param>
    public static ChildStart Create(AppDefinition app, IReadOnlyDictionary<string, string> environment) => new()
    {
        FileName = Executable(app),
        Arguments = app.Host.CustomHandler.Arguments,
        WorkingDirectory = Path.GetFullPath(app.Host.CustomHandler.WorkingDirectory, app.Root),
        Environment = environment,
    };

    /// <summary>A relative path is tried under the worker directory; when there is no such file the PATH decides.</summary>
    public static string Executable(AppDefinition app)
    {
        var options = app.Host.CustomHandler;
        var under = Path.GetFullPath(options.ExecutablePath, Path.GetFullPath(options.WorkerDirectory, app.Root));
        return File.Exists(under) ? under : options.ExecutablePath;
    }

    /// <summary>All settings, and what tells the app where and as whom it runs.</summary>
    public static IReadOnlyDictionary<string, string> Environment(
        AppDefinition app, IReadOnlyDictionary<string, string> settings, Uri hostUrl, int port, Guid workerId)
    {
        // The host's own variables hold its keys, which are none of the app's business.
        var all = settings
            .Where(setting => !setting.Key.StartsWith("LOCALHOST_", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        var number = port.ToString(CultureInfo.InvariantCulture);
        all["FUNCTIONS_CUSTOMHANDLER_PORT"] = number;
        all["FUNCTIONS_HTTPWORKER_PORT"] = number;
        all["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = workerId.ToString();
        all["FUNCTIONS_HTTPWORKER_ID"] = workerId.ToString();
        all["FUNCTIONS_APP_ROOT_PATH"] = app.Root;
        all["FUNCTIONS_WORKER_RUNTIME"] = "custom";
        all["WEBSITE_HOSTNAME"] = $"localhost:{hostUrl.Port}";
        return all;
    }
}
