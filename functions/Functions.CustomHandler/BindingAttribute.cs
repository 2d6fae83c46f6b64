namespace Functions.CustomHandler;

/// <summary>
/// A binding, declared on the parameter that receives its value. What it says becomes one entry of <c>bindings</c> in function.json;
/// the entry's name is the parameter's.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public abstract class BindingAttribute : Attribute
{
    /// <summary>The binding's type in function.json, for example <c>timerTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Further members of the entry, in order; null values are left out.</summary>
    public virtual IEnumerable<KeyValuePair<string, object?>> Properties => [];
}

/// <summary>A binding that starts the function; a function has exactly one.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>A further input of a function.</summary>
public abstract class InputBindingAttribute : BindingAttribute;
