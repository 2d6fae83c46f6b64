using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Moves one run forward: asks the rows what is to do, and does it on so many pages at a time, until a person is needed or all is done. It decides
/// nothing, carries no amounts and no names, and can be started anew at any moment (design §3, Monthly billing).
/// </summary>
internal static class BillingRun
{
    /// <summary>Windows of pages of one execution; then it starts afresh, so that histories stay short.</summary>
    private const int MostWindows = 12;

    private const int MostDelaySteps = 30;

    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(2);

    [Function(nameof(BillingRun))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BillingRunInput input)
    {
        var failures = input.Failures;
        for (var window = 0; window < MostWindows; window++)
        {
            if (await WindowAsync(context, input) is not { } isDone)
            {
                return;
            }

            failures = isDone ? 0 : failures + 1;
            if (failures > 0)
            {
                await context.CreateTimer(context.CurrentUtcDateTime + (FailureDelay * Math.Min(failures, MostDelaySteps)), CancellationToken.None);
            }
        }

        context.ContinueAsNew(input with { Failures = failures });
    }

    /// <summary>Null: the end. False: something failed, and its pages are asked for again.</summary>
    private static async Task<bool?> WindowAsync(TaskOrchestrationContext context, BillingRunInput input)
    {
        try
        {
            var step = await context.CallActivityAsync<BillingRunStep>(nameof(AdvanceBillingRun), input);
            return step.Act == BillingRunAct.End ? null : await WorkAsync(context, input, step);
        }
        catch (TaskFailedException)
        {
            return false; // the process was killed, or something unforeseen: the rows hold where it stopped
        }
    }

    private static async Task<bool> WorkAsync(TaskOrchestrationContext context, BillingRunInput input, BillingRunStep step)
    {
        var name = step.Act == BillingRunAct.Bill ? nameof(BillPage) : nameof(ConfirmPage);
        List<Task> running = [];
        var isDone = true;
        foreach (var page in step.Pages)
        {
            if (running.Count == step.Width)
            {
                isDone &= await FirstAsync(running);
            }

            running.Add(context.CallActivityAsync(name, new BillingPageInput(input.Run, input.StartId, page)));
        }

        while (running.Count > 0)
        {
            isDone &= await FirstAsync(running);
        }

        return isDone;
    }

    private static async Task<bool> FirstAsync(List<Task> running)
    {
        var first = await Task.WhenAny(running);
        running.Remove(first);
        return first.IsCompletedSuccessfully;
    }
}
