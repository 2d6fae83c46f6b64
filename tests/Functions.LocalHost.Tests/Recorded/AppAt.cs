using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>An app that someone else started; keeps what it was killed for.</summary>
internal sealed class AppAt(Uri address) : IAppProcess
{
    private readonly List<string> _kills = [];

    public event Action<AppCrash>? AppCrashed
    {
        add { }
        remove { }
    }

    public int? ProcessId => 1;

    public IReadOnlyList<string> Kills => _kills;

    public Task<Uri> WhenReadyAsync(CancellationToken cancellationToken) => Task.FromResult(address);

    public void Kill(string reason) => _kills.Add(reason);
}
