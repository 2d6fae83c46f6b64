using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>A component that keeps what it is told to write.</summary>
internal sealed class RecordingOutput(string type) : Component, IOutputBinding
{
    private readonly Dictionary<string, List<byte[]>> _written = [];

    public string Type => type;

    public IReadOnlyDictionary<string, List<byte[]>> Written => _written;

    public Task WriteAsync(BindingDefinition binding, IReadOnlyList<ReadOnlyMemory<byte>> bodies, CancellationToken cancellationToken)
    {
        _written.Add(binding.Name, [.. bodies.Select(body => body.ToArray())]);
        return Task.CompletedTask;
    }
}

/// <summary>A component that gives recorded values to further inputs of one type.</summary>
internal sealed class RecordedInput(string type, IReadOnlyDictionary<string, WireValue> values) : Component, IInputBinding
{
    public string Type => type;

    public WireValue GetValue(FunctionDefinition function, BindingDefinition binding) => values[binding.Name];
}

/// <summary>A component without a life of its own.</summary>
internal abstract class Component : IHostComponent
{
    public string Name => GetType().Name;

    public Task<IReadOnlyDictionary<string, string>> PrepareAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
