using System.Reflection;

namespace Functions.CustomHandler.Manifest;

/// <summary>One function as its method declares it.</summary>
/// <param name="Name">From the attribute.</param>
/// <param name="Method">The method that is called.</param>
/// <param name="Trigger">The parameter with the trigger.</param>
/// <param name="Inputs">The parameters with further input bindings.</param>
internal sealed record FunctionDescriptor(string Name, MethodInfo Method, BoundParameter Trigger, IReadOnlyList<BoundParameter> Inputs)
{
    public bool IsHttp => Trigger.Binding is HttpTriggerAttribute;
}

/// <summary>A parameter and the binding that fills it.</summary>
internal sealed record BoundParameter(ParameterInfo Parameter, BindingAttribute Binding)
{
    /// <summary>The binding's name in function.json.</summary>
    public string Name => Parameter.Name ?? "";
}
