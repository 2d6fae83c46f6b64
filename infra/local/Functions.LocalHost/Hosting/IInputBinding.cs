using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Hosting;

/// <summary>Gives the value of a further input binding of a function (one that is not its trigger), for example <c>durableClient</c>.</summary>
internal interface IInputBinding
{
    /// <summary>The binding's type in function.json, compared ignoring case.</summary>
    string Type { get; }

    /// <summary>The value that goes into <c>Data</c> under the binding's name.</summary>
    WireValue GetValue(FunctionDefinition function, BindingDefinition binding);
}
