using Billing.Sandbox.Faults;
using Billing.Sandbox.Kintone;
using Billing.Sandbox.Kintone.Api;
using Billing.Sandbox.Kintone.Webhooks;
using Billing.Sandbox.NpAtobarai;

namespace Billing.Sandbox.Serving;

/// <summary>Everything that the stand-ins know, in memory. It outlives the host and the app that are tested against it.</summary>
internal sealed class SandboxState : IAsyncDisposable
{
    // No redirects: kintone does not follow them either.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public SandboxState(TimeProvider time)
    {
        Time = time;
        Webhooks = new WebhookSender(_client, time);
        Kintone = new KintoneDomain(time, Webhooks);
        Budget = new RequestBudget(time);
        Np = new NpLedger(new NpClock(time));
    }

    public TimeProvider Time { get; }

    public FaultBoard Faults { get; } = new();

    public CallLog Calls { get; } = new();

    public WebhookSender Webhooks { get; }

    public KintoneDomain Kintone { get; }

    public RequestBudget Budget { get; }

    public NpLedger Np { get; }

    /// <summary>Back to the beginning: one app without records, nothing at NP, no faults, no webhooks, no counts.</summary>
    public void Reset()
    {
        Faults.Clear();
        Kintone.Reset();
        Np.Reset();
        Budget.Clear();
        Calls.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Webhooks.DisposeAsync();
        _client.Dispose();
    }
}
