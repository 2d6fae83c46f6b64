using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Billing.Sandbox.Demo;

/// <summary>
/// Shows the demo as it happens, one line per event, and a table at the end. On a terminal with colours; elsewhere plain lines of the same
/// text. Buyers appear by their alias only.
/// </summary>
internal sealed class DemoReporter(IAnsiConsole console, TimeProvider time)
{
    /// <summary>Narrower ones wrap.</summary>
    public const int NarrowestTerminal = 80;

    private static readonly Column[] First =
    [
        new("レコード", run => run.RecordId), new("顧客", run => run.Story.Alias), new("内容", run => run.Story.Name), new("取引状況", run => run.Seen[OrderFields.Status]),
    ];

    private static readonly Column[] Dates =
    [
        new("NP取引ID", run => run.Seen[OrderFields.NpId]), new("発行日", run => run.Seen[OrderFields.IssuedOn]), new("支払期限", run => run.Seen[OrderFields.DueOn]),
        new("立替日", run => run.Seen[OrderFields.AdvancedOn]), new("支払日", run => run.Seen[OrderFields.PaidOn]),
    ];

    private static readonly Column Reason = new(OrderFields.Reason, run => run.Seen[OrderFields.Reason]);

    private static readonly Column[] Outcome = [new("期待", run => run.Story.Expected), new("結果", run => run.Failure is null ? "OK" : "NG")];

    private readonly long _started = time.GetTimestamp();
    private readonly Lock _gate = new();

    /// <summary>Writes to a terminal or, when it is none, in lines that are wide enough for the whole table.</summary>
    public static IAnsiConsole ConsoleOf(TextWriter output, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = isTerminal ? Math.Max(console.Profile.Width, NarrowestTerminal) : 220;
        return console;
    }

    public void Heading(string text) => Write(text, new Style(decoration: Decoration.Bold));

    public void Note(string text) => Write(text, Style.Plain);

    /// <summary>Somebody did something.</summary>
    public void Step(StoryRun run, string what) => Line(run, $"● {what}", Style.Plain);

    /// <summary>What the integration wrote to the record since it was looked at last.</summary>
    public void Changes(StoryRun run, RecordView before, RecordView after)
    {
        foreach (var field in OrderFields.Watched.Where(field => before[field] != after[field]))
        {
            var value = after[field].Length == 0 ? "(空)" : after[field];
            Line(run, $"  {field} → {value}", field == OrderFields.Status ? new Style(Color.Green) : new Style(Color.Grey));
        }
    }

    public void Failure(StoryRun run) => Line(run, $"✗ {run.Failure}", new Style(Color.Red));

    /// <summary>One table where there is room for it; on a narrower terminal two of the same content, and the reasons below.</summary>
    public void Table(IReadOnlyList<StoryRun> runs)
    {
        var whole = TableOf(runs, [.. First, .. Dates, Reason, .. Outcome]);
        lock (_gate)
        {
            if (((IRenderable)whole).Measure(RenderOptions.Create(console), int.MaxValue).Max <= console.Profile.Width)
            {
                console.Write(whole);
                return;
            }

            console.Write(TableOf(runs, [.. First, .. Outcome]));
            console.Write(TableOf(runs, [First[0], .. Dates]));
            foreach (var run in runs.Where(run => run.Seen[OrderFields.Reason].Length > 0))
            {
                console.WriteLine($"  {run.RecordId}  {OrderFields.Reason}: {run.Seen[OrderFields.Reason]}");
            }
        }
    }

    private static Table TableOf(IReadOnlyList<StoryRun> runs, IReadOnlyList<Column> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Title)).NoWrap());
        }

        foreach (var run in runs)
        {
            table.AddRow(columns.Select(column => new Text(column.Of(run))));
        }

        return table;
    }

    private void Line(StoryRun run, string text, Style style) =>
        Write($"{Elapsed(),7}  {run.Story.Alias}  {(run.RecordId.Length == 0 ? "-" : run.RecordId),5}  {text}", style);

    private string Elapsed() => time.GetElapsedTime(_started).TotalSeconds.ToString("0.0's'", CultureInfo.InvariantCulture);

    private void Write(string text, Style style)
    {
        lock (_gate)
        {
            console.Write(new Text(text, style).Overflow(Overflow.Fold));
            console.WriteLine();
        }
    }

    private sealed record Column(string Title, Func<StoryRun, string> Of);
}
