using System.Text.Json;

using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>The entries of one recorded file of <c>functions-host</c>, by name.</summary>
internal static class FixtureFile
{
    public static TheoryData<string> Names(string file) => new(All(file).Select(entry => entry.GetProperty("name").GetString()!));

    public static JsonElement Entry(string file, string name) => All(file).Single(entry => entry.GetProperty("name").GetString() == name);

    /// <summary>The function that an entry describes.</summary>
    public static FunctionDefinition Function(JsonElement entry, string name)
    {
        var bindings = entry.GetProperty("functionJson").GetProperty("bindings").EnumerateArray().Select(Binding).ToList();
        return new FunctionDefinition(name, bindings.Single(binding => binding.Type.EndsWith("Trigger", StringComparison.Ordinal)), bindings);
    }

    private static BindingDefinition Binding(JsonElement binding) => new(
        binding.GetProperty("type").GetString()!,
        binding.GetProperty("name").GetString()!,
        binding.GetProperty("direction").GetString() == "out",
        binding.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.OrdinalIgnoreCase));

    private static List<JsonElement> All(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Testing.Fixtures.File("functions-host", file + ".json")));
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }
}
