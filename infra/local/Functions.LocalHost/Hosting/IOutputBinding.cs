using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Hosting;

/// <summary>Writes what a function put into an output binding that collects messages, for example <c>serviceBus</c>.</summary>
internal interface IOutputBinding
{
    /// <summary>The binding's type in function.json, compared ignoring case.</summary>
    string Type { get; }

    /// <summary>Writes the bodies in order, after the function has succeeded. An exception fails the invocation.</summary>
    Task WriteAsync(BindingDefinition binding, IReadOnlyList<ReadOnlyMemory<byte>> bodies, CancellationToken cancellationToken);
}
