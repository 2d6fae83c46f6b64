using System.Text.Json;

namespace Functions.LocalHost.Definitions;

/// <summary>One function: its folder's name and its bindings.</summary>
/// <param name="Name">In the casing of the folder.</param>
/// <param name="Trigger">The one binding whose type ends in <c>Trigger</c>.</param>
/// <param name="Bindings">All bindings, the trigger included, in order.</param>
internal sealed record FunctionDefinition(string Name, BindingDefinition Trigger, IReadOnlyList<BindingDefinition> Bindings)
{
    /// <summary>The member <c>retry</c> of function.json, when there is one.</summary>
    public RetryDefinition? Retry { get; init; }

    /// <summary>The bindings of direction <c>out</c>.</summary>
    public IEnumerable<BindingDefinition> Outputs => Bindings.Where(binding => binding.IsOutput);

    /// <summary>The bindings of direction <c>in</c> that are not the trigger.</summary>
    public IEnumerable<BindingDefinition> FurtherInputs => Bindings.Where(binding => !binding.IsOutput && binding != Trigger);

    /// <summary>Exactly one HTTP trigger and one HTTP output: the request is passed through (functions-custom-handler §4).</summary>
    public bool IsPlainHttp => Trigger.Is("httpTrigger") && Bindings.Count == 2 && Outputs.Count() == 1 && Outputs.First().Is("http");
}

/// <summary>One entry of <c>bindings</c>.</summary>
/// <param name="Type">For example <c>serviceBusTrigger</c>.</param>
/// <param name="Name">The binding's name.</param>
/// <param name="IsOutput">Direction <c>out</c>.</param>
/// <param name="Properties">All members, as they stand in the file.</param>
internal sealed record BindingDefinition(string Type, string Name, bool IsOutput, IReadOnlyDictionary<string, JsonElement> Properties)
{
    /// <summary>Whether this binding is of that type, ignoring case.</summary>
    public bool Is(string type) => string.Equals(Type, type, StringComparison.OrdinalIgnoreCase);

    /// <summary>A text member, or null. Members are found ignoring case.</summary>
    public string? Text(string property) =>
        Properties.TryGetValue(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A boolean member, or null.</summary>
    public bool? Flag(string property) =>
        Properties.TryGetValue(property, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : null;
}
