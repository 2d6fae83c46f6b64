using System.Text.Json;
using System.Text.RegularExpressions;

namespace Functions.LocalHost.Definitions;

/// <summary>Reads one function.json (functions-custom-handler §1).</summary>
/// <param name="root">The app root.</param>
/// <param name="settings">For <c>%Setting%</c>.</param>
/// <param name="faults">Where faults go.</param>
internal sealed partial class FunctionJsonReader(string root, IReadOnlyDictionary<string, string> settings, FaultList faults)
{
    // These say what the binding is; everything else may be a setting's value.
    private static readonly string[] NeverSettings = ["type", "name", "direction", "route"];

    /// <summary>The function, or null when it is disabled or has faults.</summary>
    /// <param name="name">The folder's name.</param>
    /// <param name="isDisabled">Whether it is left out because it is disabled.</param>
    public FunctionDefinition? Read(string name, out bool isDisabled)
    {
        var before = faults.All.Count;
        var file = $"{name}/function.json";
        if (!FunctionName().IsMatch(name) || name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(file, $"found the function name \"{name}\", expected a letter, then at most 127 letters, digits, '_' or '-', and not \"host\".");
        }

        var members = JsonMembers.OfFile(root, file, faults);
        isDisabled = IsDisabled(name, members);
        if (isDisabled || faults.All.Count > before)
        {
            return null;
        }

        var bindings = Bindings(file, members);
        var trigger = Trigger(file, bindings);
        var retry = RetryReader.Read(members.Section("retry"));
        return faults.All.Count > before || trigger is null ? null : new FunctionDefinition(name, trigger, bindings) { Retry = retry };
    }

    private bool IsDisabled(string name, JsonMembers file)
    {
        if (settings.TryGetValue($"AzureWebJobs.{name}.Disabled", out var value) && IsTrue(value))
        {
            return true;
        }

        switch (file.Get("disabled"))
        {
            case { ValueKind: JsonValueKind.True }:
                return true;
            case { ValueKind: JsonValueKind.String } setting:
                return settings.TryGetValue(setting.GetString()!.Trim('%'), out var named) && IsTrue(named);
            case null or { ValueKind: JsonValueKind.False }:
                return false;
            default:
                file.Refuse("disabled", "true, false, or the name of a setting");
                return false;
        }
    }

    private static bool IsTrue(string value) => value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private List<BindingDefinition> Bindings(string file, JsonMembers members)
    {
        if (members.Get("bindings") is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() == 0)
        {
            members.Refuse("bindings", "an array with the function's bindings");
            return [];
        }

        var bindings = array.EnumerateArray().Select((item, index) => Binding(file, index, item)).OfType<BindingDefinition>().ToList();
        foreach (var repeated in bindings.GroupBy(binding => binding.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.Add(file, $"found {repeated.Count()} bindings named \"{repeated.Key}\", expected one (names are compared ignoring case).");
        }

        return bindings;
    }

    private BindingDefinition? Binding(string file, int index, JsonElement item)
    {
        var place = $"bindings[{index}]";
        var members = new JsonMembers(file, place, item, faults);
        if (members.Text("type") is not { Length: > 0 } type)
        {
            members.Refuse("type", "the binding's type, such as \"httpTrigger\"");
            return null;
        }

        var isOutput = members.Text("direction") is "out" or "Out" or "inout";
        var name = members.Text("name") ?? "";
        if (!BindingName().IsMatch(name) && !(name == "$return" && isOutput))
        {
            members.Refuse("name", "a letter, then at most 127 letters or digits, or \"$return\" with direction \"out\"");
        }

        return new BindingDefinition(type, name, isOutput, Filled(file, place, members));
    }

    private Dictionary<string, JsonElement> Filled(string file, string place, JsonMembers members) =>
        members.All.ToDictionary(member => member.Key, member => Filled(file, $"{place}.{member.Key}", member.Key, member.Value), StringComparer.OrdinalIgnoreCase);

    private JsonElement Filled(string file, string place, string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || NeverSettings.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return value;
        }

        try
        {
            return JsonSerializer.SerializeToElement(SettingReferences.Resolve(value.GetString()!, settings));
        }
        catch (FormatException fault)
        {
            faults.Add(file, $"{place}: {fault.Message}");
            return value;
        }
    }

    private BindingDefinition? Trigger(string file, List<BindingDefinition> bindings)
    {
        var triggers = bindings.Where(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)).ToList();
        if (triggers.Count == 1)
        {
            return triggers[0];
        }

        if (bindings.Count > 0)
        {
            var found = triggers.Count == 0 ? "no trigger" : string.Join(", ", triggers.Select(trigger => trigger.Type));
            faults.Add(file, $"bindings: found {found}, expected exactly one binding whose type ends in \"Trigger\".");
        }

        return null;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]{0,127}\z")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{0,127}\z")]
    private static partial Regex BindingName();
}
