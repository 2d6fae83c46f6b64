using Functions.LocalHost.Settings;
using Functions.LocalHost.Timers;

namespace Functions.LocalHost.Definitions;

/// <summary>Reads host.json and every <c>*/function.json</c> of an app root, and tells every fault at once.</summary>
internal static class AppDefinitionReader
{
    /// <param name="root">The app root.</param>
    /// <param name="settings">The app's settings.</param>
    /// <param name="note">Told what is left out on purpose: disabled functions, and those that <c>functions</c> of host.json does not list.</param>
    /// <exception cref="StartFaultException">Something is wrong; the faults name file, member, what was found and what was expected.</exception>
    public static AppDefinition Read(string root, IReadOnlyDictionary<string, string> settings, Action<string> note)
    {
        var path = Path.GetFullPath(root);
        if (!Directory.Exists(path))
        {
            throw new StartFaultException([$"{path}: found no such folder, expected the app root: publish the app first, or leave out --no-build."]);
        }

        var faults = new FaultList();
        var host = HostJsonReader.Read(path, settings, faults);
        var only = faults.All.Count == 0 ? HostJsonReader.OnlyFunctions(path, faults) : null;
        var functions = Functions(path, settings, only, faults, note);
        return faults.All.Count == 0 ? new AppDefinition(path, host, functions) : throw new StartFaultException(faults.All);
    }

    private static List<FunctionDefinition> Functions(
        string root, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string>? only, FaultList faults, Action<string> note)
    {
        var reader = new FunctionJsonReader(root, settings, faults);
        var functions = new List<FunctionDefinition>();
        foreach (var name in Names(root, faults))
        {
            if (only?.Contains(name, StringComparer.OrdinalIgnoreCase) == false)
            {
                note($"Function {name} is not listed in host.json: not loaded.");
            }
            else if (reader.Read(name, out var isDisabled) is { } function)
            {
                CheckSchedule(function, faults);
                functions.Add(function);
            }
            else if (isDisabled)
            {
                note($"Function {name} is disabled.");
            }
        }

        return functions;
    }

    private static List<string> Names(string root, FaultList faults)
    {
        var names = Directory.EnumerateDirectories(root)
            .Where(folder => File.Exists(Path.Combine(folder, "function.json")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var repeated in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add($"{repeated.First()}/function.json", $"found the functions {string.Join(", ", repeated)}, expected names that differ by more than case.");
        }

        return names;
    }

    // The real host does not load a function whose schedule it cannot read; here that is told at the start.
    private static void CheckSchedule(FunctionDefinition function, FaultList faults)
    {
        if (!function.Trigger.Is("timerTrigger"))
        {
            return;
        }

        var file = $"{function.Name}/function.json";
        if (function.Trigger.Text("schedule") is not { } schedule)
        {
            faults.Add(file, "schedule: found nothing, expected a cron expression of six fields.");
            return;
        }

        try
        {
            TimerSchedule.Parse(schedule, TimeZoneInfo.Utc);
        }
        catch (FormatException fault)
        {
            faults.Add(file, $"schedule: {fault.Message}");
        }
    }
}
