using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>
/// Moves one transaction forward: step after step while there is something to do, then asleep until the next due time or until it is woken.
/// It decides nothing: the rows are the truth, and an instance that fails is started again by the watchdog (design §1, §3).
/// </summary>
internal static class TransactionLifecycle
{
    /// <summary>The event that says: look at the rows.</summary>
    public const string Wake = "wake";

    /// <summary>Steps of one execution; then it starts afresh, so that histories stay short.</summary>
    private const int MostSteps = 40;

    private static readonly TimeSpan CrashDelay = TimeSpan.FromSeconds(2);

    [Function(nameof(TransactionLifecycle))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, LifecycleInput input)
    {
        var failures = input.Failures;
        var woken = context.WaitForExternalEvent<object?>(Wake);
        for (var step = 0; step < MostSteps; step++)
        {
            var result = await StepAsync(context, input with { Failures = failures });
            if (result.Next == NextStep.End)
            {
                return;
            }

            failures = result.Failed ? failures + 1 : 0;
            if (result.Next == NextStep.Wait)
            {
                await SleepAsync(context, woken, result.DueAt ?? context.CurrentUtcDateTime);
                woken = woken.IsCompleted ? context.WaitForExternalEvent<object?>(Wake) : woken;
            }
        }

        context.ContinueAsNew(input with { Failures = failures });
    }

    private static async Task<AdvanceResult> StepAsync(TaskOrchestrationContext context, LifecycleInput input)
    {
        try
        {
            var result = await context.CallActivityAsync<AdvanceResult>(nameof(AdvanceTransaction), input);
            return result.Next == NextStep.WriteBack
                ? await context.CallActivityAsync<AdvanceResult>(nameof(WriteBackStatus), input)
                : result;
        }
        catch (TaskFailedException)
        {
            // The process was killed, or something unforeseen: the rows hold where it stopped. Later again, and ever more slowly.
            var delay = CrashDelay * Math.Min(input.Failures + 1, 30);
            return AdvanceResult.Retry(new DateTimeOffset(context.CurrentUtcDateTime + delay, TimeSpan.Zero));
        }
    }

    private static async Task SleepAsync(TaskOrchestrationContext context, Task woken, DateTimeOffset dueAt)
    {
        using var cancellation = new CancellationTokenSource();
        var until = dueAt.UtcDateTime > context.CurrentUtcDateTime ? dueAt.UtcDateTime : context.CurrentUtcDateTime;
        var timer = context.CreateTimer(until, cancellation.Token);
        if (await Task.WhenAny(woken, timer) == woken)
        {
            cancellation.Cancel();
        }
    }
}
