namespace Functions.LocalHost.Definitions;

/// <summary>What the files of an app root say.</summary>
/// <param name="Root">The app root, absolute.</param>
/// <param name="Host">host.json.</param>
/// <param name="Functions">One for each folder with a function.json, by name.</param>
internal sealed record AppDefinition(string Root, HostJson Host, IReadOnlyList<FunctionDefinition> Functions)
{
    /// <summary>The function of that name, ignoring case, or null.</summary>
    public FunctionDefinition? Find(string name) =>
        Functions.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The functions whose trigger is of that type, for example <c>serviceBusTrigger</c>.</summary>
    public IEnumerable<FunctionDefinition> WithTrigger(string type) =>
        Functions.Where(function => function.Trigger.Is(type));
}
