namespace Billing.Functions.Hosting;

/// <summary>In production nothing happens at a crash point.</summary>
internal sealed class NoCrashPoints : ICrashPoints
{
    public void Pass(string name)
    {
        // Only tests crash here.
    }
}
