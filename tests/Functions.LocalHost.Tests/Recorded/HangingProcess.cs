using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>An app that never comes up.</summary>
internal sealed class HangingProcess : IAppProcess
{
    public event Action<AppCrash>? AppCrashed
    {
        add { }
        remove { }
    }

    public int? ProcessId => null;

    public Task<Uri> WhenReadyAsync(CancellationToken cancellationToken) => new TaskCompletionSource<Uri>().Task.WaitAsync(cancellationToken);

    public void Kill(string reason) => throw new InvalidOperationException("Nothing runs that could be killed.");
}
