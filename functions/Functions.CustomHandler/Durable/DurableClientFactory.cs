using Functions.CustomHandler.Durable.Client;

namespace Functions.CustomHandler.Durable;

/// <summary>
/// Makes clients from the values of <c>durableClient</c> bindings. One per process: its connections are pooled by address, and the
/// address is taken from the invocation at hand, because it changes when the host restarts (durable-protocol §6.1).
/// </summary>
internal sealed class DurableClientFactory(TimeProvider time) : IDisposable
{
    private readonly GrpcChannel _channel = new(time);

    /// <summary>The client for one invocation.</summary>
    /// <param name="bindingJson">The binding's text.</param>
    /// <exception cref="FormatException">The text is not the value of such a binding.</exception>
    public DurableTaskClient Create(string bindingJson) => new GrpcDurableTaskClient(_channel, DurableClientBinding.Parse(bindingJson));

    public void Dispose() => _channel.Dispose();
}
