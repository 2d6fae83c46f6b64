namespace Functions.LocalHost.Hosting;

/// <summary>The host cannot go on for a reason outside of it: the build failed, the app never started, the storage ended. Ends the process with exit code 1.</summary>
internal sealed class HostFailedException(string message) : Exception(message);
