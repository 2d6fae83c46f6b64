namespace Billing.Functions.Hosting;

/// <summary>
/// Named places between two steps of an effect, where tests kill the process. The names: <c>event-claimed</c>, <c>command-written</c>,
/// <c>orchestration-started</c>, <c>intent-written</c>, <c>provider-answered</c>, <c>outcome-written</c>, <c>record-written</c>,
/// <c>write-back-noted</c>.
/// </summary>
internal interface ICrashPoints
{
    void Pass(string name);
}
