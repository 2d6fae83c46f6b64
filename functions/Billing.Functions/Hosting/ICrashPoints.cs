namespace Billing.Functions.Hosting;

/// <summary>
/// Named places between two steps of an effect, where tests kill the process. The names: <c>event-claimed</c>, <c>command-written</c>,
/// <c>orchestration-started</c>, <c>intent-written</c>, <c>provider-answered</c>, <c>outcome-written</c>, <c>record-written</c>,
/// <c>write-back-noted</c>; of billing runs <c>run-started</c>, <c>run-begun</c>, <c>run-planned</c>, <c>bill-written</c>, <c>page-billed</c>,
/// <c>run-reviewed</c>, <c>bill-confirmed</c>, <c>page-confirmed</c>.
/// </summary>
internal interface ICrashPoints
{
    void Pass(string name);
}
