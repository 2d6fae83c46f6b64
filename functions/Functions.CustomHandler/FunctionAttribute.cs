namespace Functions.CustomHandler;

/// <summary>Marks a public method as a function. Stands in for the official attribute of the same name.</summary>
/// <param name="name">Letter first, then letters, digits, <c>_</c>, <c>-</c>; at most 128 characters; unique ignoring case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
