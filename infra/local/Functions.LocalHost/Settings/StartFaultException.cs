namespace Functions.LocalHost.Settings;

/// <summary>The host cannot start as it is told to: files, arguments or settings are wrong. Ends the process with exit code 2.</summary>
internal sealed class StartFaultException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>Every fault that was found; each says where, what was found, and what was expected.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
