using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>An app whose connections all end when it is killed, as those of a process do.</summary>
internal sealed class DiesWhenKilled(ScriptedApp app) : IAppProcess, IDisposable
{
    private Task _death = Task.CompletedTask;

    public event Action<AppCrash>? AppCrashed
    {
        add { }
        remove { }
    }

    public int? ProcessId => 1;

    public Task<Uri> WhenReadyAsync(CancellationToken cancellationToken) => Task.FromResult(app.Address);

    public void Kill(string reason) => _death = app.EndAsync();

    public void Dispose() => _death.GetAwaiter().GetResult();
}
