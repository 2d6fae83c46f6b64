using System.Text.Json.Nodes;

namespace Billing.Sandbox.Demo;

/// <summary>
/// Plays one story against the real webhook → app → NP → write-back path: edits the record as a person would, waits for what it has to
/// show, and tells each change as it happens. The first step that is not as expected ends the story.
/// </summary>
internal sealed class StoryRun(Story story, string orderNumber, SandboxClient sandbox, DemoReporter reporter, DemoOptions options, TimeProvider time)
{
    public Story Story { get; } = story;

    /// <summary>The record's id; "" before it was added.</summary>
    public string RecordId { get; private set; } = "";

    public RecordView Seen { get; private set; } = RecordView.Empty;

    /// <summary>Why the story failed, or null.</summary>
    public string? Failure { get; private set; }

    public string MerchantNumber => $"{DemoOptions.AppKey}-{RecordId}-1";

    public async Task PlayAsync(Act act, CancellationToken cancellationToken)
    {
        if (Failure is not null || !Story.Acts.TryGetValue(act, out var steps))
        {
            return;
        }

        try
        {
            if (act == Act.Order)
            {
                await EnterAsync(cancellationToken);
            }

            foreach (var step in steps)
            {
                await PlayAsync(step, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is DemoException or HttpRequestException)
        {
            Fail(failure.Message);
        }
    }

    /// <summary>Exactly one registration, and as many invoice requests and updates as the story has (issue §7.1).</summary>
    public async Task CheckNpAsync(CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return;
        }

        var received = await sandbox.ReceivedAsync(RecordId, cancellationToken);
        var (registrations, invoices, updates) = (Sum(received, "registrations"), Sum(received, "invoiceRequests"), Sum(received, "updates"));
        if ((registrations, invoices, updates) != (1, Story.Invoices, Story.Updates))
        {
            Fail($"NP holds {registrations} registrations, {invoices} invoice requests and {updates} updates of record {RecordId}; "
                + $"expected 1, {Story.Invoices} and {Story.Updates}. Look at {new Uri(options.Sandbox, "control/received")}.");
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        var fields = (JsonObject)Story.Order.DeepClone();
        fields["注文番号"] = orderNumber;
        fields["受注日"] = $"{await sandbox.TodayAtNpAsync(cancellationToken):yyyy-MM-dd}";
        RecordId = await sandbox.AddAsync(fields, cancellationToken);
        reporter.Step(this, "受注を登録し、利用照会");
    }

    private Task PlayAsync(Step step, CancellationToken cancellationToken) => step switch
    {
        Step.Edit edit => EditAsync(edit, cancellationToken),
        Step.Expect expect => WaitAsync(
            () => string.Join(", ", expect.Fields.Where(field => !field.IsMet(Seen)).Select(field => $"{field} (found '{Seen[field.Field]}')")),
            cancellationToken),
        Step.ExpectUpdates(var count) => WaitForUpdatesAsync(count, cancellationToken),
        Step.BuyerPays => PayAsync(cancellationToken),
        _ => throw new InvalidOperationException($"{step.GetType().Name} is not a step."),
    };

    private async Task EditAsync(Step.Edit edit, CancellationToken cancellationToken)
    {
        await sandbox.EditAsync(RecordId, edit.Fields(await sandbox.TodayAtNpAsync(cancellationToken)), cancellationToken);
        reporter.Step(this, edit.What);
    }

    private async Task PayAsync(CancellationToken cancellationToken)
    {
        await sandbox.PayAsync(Seen[OrderFields.NpId], cancellationToken);
        reporter.Step(this, "購入者がNPへ支払い");
    }

    private async Task WaitForUpdatesAsync(int count, CancellationToken cancellationToken)
    {
        var done = 0;
        await WaitAsync(() => done >= count ? "" : $"{count} updates at NP (found {done})", cancellationToken, async () =>
            done = Sum(await sandbox.ReceivedAsync(RecordId, cancellationToken), "updates"));
    }

    /// <param name="missing">What is still missing; "" ends the wait.</param>
    private async Task WaitAsync(Func<string> missing, CancellationToken cancellationToken, Func<Task>? look = null)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            await LookAsync(cancellationToken);
            await (look?.Invoke() ?? Task.CompletedTask);
            var wanted = missing();
            if (wanted.Length == 0)
            {
                return;
            }

            if (time.GetElapsedTime(started) > options.StepDeadline)
            {
                throw new DemoException($"Record {RecordId} misses after {options.StepDeadline.TotalSeconds:0} s: {wanted}. "
                    + $"Look at {new Uri(options.Host, $"api/transactions/{DemoOptions.AppKey}-{RecordId}/timeline")} (with the key) and {new Uri(options.Sandbox, "control/received")}.");
            }

            await Task.Delay(options.Pace, time, cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = await sandbox.ReadAsync(RecordId, cancellationToken);
        reporter.Changes(this, Seen, now);
        Seen = now;
    }

    private void Fail(string why)
    {
        Failure = why;
        reporter.Failure(this);
    }

    private static int Sum(IReadOnlyDictionary<string, JsonNode> received, string count) => received.Values.Sum(each => (int)each[count]!);
}
