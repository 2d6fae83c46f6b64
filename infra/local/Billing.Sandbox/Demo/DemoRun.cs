using System.Globalization;
using System.Text.Json.Nodes;

namespace Billing.Sandbox.Demo;

/// <summary>
/// Plays all stories at the same time, act by act: NP's clock, which they share, moves between the acts. The records stay, so that the demo
/// can be played again on the same host.
/// </summary>
internal sealed class DemoRun(DemoOptions options, SandboxClient sandbox, DemoReporter reporter, TimeProvider time)
{
    /// <summary>The advance falls into the half-month after the issue, which ends within 31 days.</summary>
    private const int DaysToTheAdvance = 31;

    /// <summary>True when everything was as expected.</summary>
    public async Task<bool> PlayAsync(IReadOnlyList<Story> stories, CancellationToken cancellationToken)
    {
        await sandbox.RegisterWebhookAsync(options.Host, options.Key, cancellationToken);
        var today = await sandbox.TodayAtNpAsync(cancellationToken);
        reporter.Heading($"{stories.Count}件の受注を同時に進めます。NPの日付は {today:yyyy-MM-dd}");
        var runs = stories.Select((story, index) => new StoryRun(story, OrderNumber(index), sandbox, reporter, options, time)).ToList();

        await PlayAsync(runs, Act.Order, cancellationToken);
        await PlayAsync(runs, Act.Issue, new JsonObject { ["businessDays"] = 1 }, "翌営業日", cancellationToken);
        await PlayAsync(runs, Act.Advance, new JsonObject { ["days"] = DaysToTheAdvance }, "次の半月の終わりの後", cancellationToken);
        await PlayAsync(runs, Act.Pay, cancellationToken);
        foreach (var run in runs)
        {
            await run.CheckNpAsync(cancellationToken);
        }

        reporter.Table(runs);
        var failed = runs.Count(run => run.Failure is not null);
        reporter.Heading(failed == 0
            ? $"期待どおり: {runs.Count}件すべて、NPの登録は各1件、請求書発行依頼は重複なし"
            : $"期待と異なる: {runs.Count}件中{failed}件");
        return failed == 0;
    }

    private async Task PlayAsync(IReadOnlyList<StoryRun> runs, Act act, JsonObject clock, string when, CancellationToken cancellationToken)
    {
        var today = await sandbox.MoveClockAsync(clock, cancellationToken);
        reporter.Heading($"NPの時計を進めます: {when} {today:yyyy-MM-dd}");
        await PlayAsync(runs, act, cancellationToken);
    }

    private static Task PlayAsync(IReadOnlyList<StoryRun> runs, Act act, CancellationToken cancellationToken) =>
        Task.WhenAll(runs.Select(run => run.PlayAsync(act, cancellationToken)));

    /// <summary>Unique over runs of the demo: 注文番号 prohibits duplicates.</summary>
    private string OrderNumber(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"DEMO-{time.GetUtcNow():yyyyMMddHHmmssfff}-{index + 1}");
}
