using System.Globalization;
using Spectre.Console;

namespace Billing.Sandbox.Demo;

/// <summary>
/// Shows the demo as it happens, one line per event, and a table at the end. On a terminal with colours; elsewhere plain lines of the same
/// text. Buyers appear by their alias only.
/// </summary>
internal sealed class DemoReporter(IAnsiConsole console, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly Lock _gate = new();

    /// <summary>Writes to a terminal or, when it is none, in lines that are wide enough for the table.</summary>
    public static IAnsiConsole ConsoleOf(TextWriter output, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = isTerminal ? Math.Max(console.Profile.Width, 80) : 220;
        return console;
    }

    public void Heading(string text) => Write(text, new Style(decoration: Decoration.Bold));

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

    public void Table(IReadOnlyList<StoryRun> runs)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in new[] { "レコード", "顧客", "内容", "取引状況", "NP取引ID", "発行日", "支払期限", "立替日", "支払日", "NG理由", "期待", "結果" })
        {
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        }

        foreach (var run in runs)
        {
            var seen = run.Seen;
            table.AddRow(new[]
            {
                run.RecordId, run.Story.Alias, run.Story.Name, seen[OrderFields.Status], seen[OrderFields.NpId], seen[OrderFields.IssuedOn],
                seen[OrderFields.DueOn], seen[OrderFields.AdvancedOn], seen[OrderFields.PaidOn], seen[OrderFields.Reason], run.Story.Expected,
                run.Failure is null ? "OK" : "NG",
            }.Select(cell => new Text(cell)));
        }

        lock (_gate)
        {
            console.Write(table);
        }
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
}
