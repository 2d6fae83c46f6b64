using Functions.LocalHost.Durable;
using Functions.LocalHost.ServiceBus;
using Functions.LocalHost.Timers;

namespace Functions.LocalHost.Hosting;

/// <summary>The one list of what feeds the app.</summary>
internal static class HostComponents
{
    /// <summary>
    /// New components for one life of the host, in the order in which they are prepared and started; they are stopped in
    /// reverse. A component that is also an <see cref="IInputBinding"/> or <see cref="IOutputBinding"/> serves as that.
    /// </summary>
    public static IReadOnlyList<IHostComponent> Create(HostContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // What functions call goes before what triggers them: it is there first, and ends last.
        return [new DurableEngine(context), new ServiceBusComponent(context), new TimerComponent(context)];
    }
}
