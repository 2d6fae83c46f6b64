using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>What can be said about a record.</summary>
internal static class InstanceRecords
{
    public static bool IsTerminal(this InstanceRecord record) => IsTerminal(record.Status);

    public static bool IsTerminal(OrchestrationStatus status) =>
        status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Canceled or OrchestrationStatus.Terminated;

    /// <summary>Whether a host that starts must look at it: it may still move, or owes something to somebody.</summary>
    public static bool IsActive(this InstanceRecord record) => !record.IsTerminal() || record.Outbox.Count > 0 || record.Open.Count > 0;

    public static bool IsActivity(this OpenTask task) => task.KindCase is OpenTask.KindOneofCase.Activity or OpenTask.KindOneofCase.Stored;

    /// <summary>The execution that a task belongs to.</summary>
    public static string ExecutionOf(this InstanceRecord record, OpenTask task) =>
        task.EndedExecutionId.Length > 0 ? task.EndedExecutionId : record.ExecutionId;

    /// <summary>
    /// Nobody waits for the open tasks any more: activities are still carried out, timers and children are forgotten
    /// (durable-protocol §8.7, §8.12).
    /// </summary>
    public static void DetachOpenTasks(this InstanceRecord record)
    {
        var activities = record.Open.Where(IsActivity).ToList();
        foreach (var task in activities.Where(task => task.EndedExecutionId.Length == 0))
        {
            task.EndedExecutionId = record.ExecutionId;
        }

        record.Open.Clear();
        record.Open.Add(activities);
    }

    /// <summary>Takes the pages of work out that no open task needs any more, and answers them.</summary>
    public static IReadOnlyList<WorkPages> TakeSpentWork(this InstanceRecord record)
    {
        if (record.Work.Count == 0)
        {
            return [];
        }

        var needed = record.Open.Where(task => task.KindCase == OpenTask.KindOneofCase.Stored).Select(task => task.Stored).ToHashSet();
        var spent = record.Work.Where(work => !needed.Contains(work.Commit)).ToList();
        foreach (var work in spent)
        {
            record.Work.Remove(work);
        }

        return spent;
    }
}
