namespace Billing.Core.Invoicing.Runs;

/// <summary>The moves of a run; none goes back, so that whatever repeats a step finds it done.</summary>
public static class RunMoves
{
    public static bool IsAllowed(RunState from, RunState to) => (from, to) switch
    {
        (RunState.Requested, RunState.Billing) => true,
        (RunState.Billing, RunState.Parked or RunState.Drafted or RunState.Confirming or RunState.Completed) => true,
        (RunState.Parked or RunState.Drafted, RunState.Confirming) => true,
        (RunState.Confirming, RunState.Completed) => true,
        _ => false,
    };

    /// <summary>Whether the run goes on by itself: a watchdog looks after it.</summary>
    public static bool IsUnderWay(RunState state) => state is RunState.Requested or RunState.Billing or RunState.Confirming;

    /// <summary>Whether it waits for a person's word.</summary>
    public static bool AwaitsPerson(RunState state) => state is RunState.Parked or RunState.Drafted;

    /// <summary>Where a run goes when all of its customers are computed. A dry run has written nothing that could be confirmed.</summary>
    /// <param name="report">What it found.</param>
    /// <param name="failures">Customers that could not be billed.</param>
    /// <param name="byPerson">Whether the company wants a person to confirm each run.</param>
    public static RunState AfterBilling(RunReport report, int failures, bool byPerson) =>
        report.IsDryRun ? RunState.Completed
        : report.Breaches.Count > 0 || failures > 0 ? RunState.Parked
        : byPerson ? RunState.Drafted
        : RunState.Confirming;
}
