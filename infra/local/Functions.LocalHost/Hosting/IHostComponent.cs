namespace Functions.LocalHost.Hosting;

/// <summary>
/// A part of the host that feeds the app: the Service Bus stand-in, the durable engine, the timers.
/// A component lives for one life of the host; a recycle makes new ones from a new <see cref="HostContext"/>.
/// </summary>
internal interface IHostComponent
{
    /// <summary>Named in logs and faults, for example <c>Service Bus</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Opens what the app must know the address of (Azurite is up, the app is not started yet).
    /// Answers the settings that the app gets, flat names, for example <c>Bus</c>.
    /// </summary>
    Task<IReadOnlyDictionary<string, string>> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>The app answers: begin to deliver. Must return when delivery runs, not when it ends.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Take no new work, let go of what runs, close ports. <see cref="HostContext.Stopping"/> is already cancelled.
    /// Called once, also when <see cref="StartAsync"/> was never reached.
    /// </summary>
    Task StopAsync(CancellationToken cancellationToken);
}
