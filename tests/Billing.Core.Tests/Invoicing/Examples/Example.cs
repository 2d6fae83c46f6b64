namespace Billing.Core.Tests.Invoicing.Examples;

/// <summary>One worked example as it is written: named settings and tables of cells. Throws <see cref="FormatException"/> with file and line for what it does not know.</summary>
internal sealed class Example(string file, string title)
{
    private static readonly string[] KnownSettings = ["Runs", "Missed", "Rounding"];

    private readonly Dictionary<string, string> _settings = [];
    private readonly Dictionary<string, List<string[]>> _tables = [];
    private List<string[]>? _open;

    public string Title => title;

    public string Name => title.Split(' ')[0];

    /// <summary>The examples of a file: one per heading of the second level.</summary>
    public static IReadOnlyList<Example> Parse(string file, IEnumerable<string> lines)
    {
        List<Example> examples = [];
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                examples.Add(new Example(file, line[3..].Trim()));
            }
            else if (examples.Count > 0)
            {
                examples[^1].Read(line.Trim(), number);
            }
        }

        foreach (var example in examples)
        {
            example.CheckComplete();
        }

        return examples;
    }

    public string? Setting(string name) => _settings.GetValueOrDefault(name);

    public IReadOnlyList<string[]> Rows(string table) => _tables.GetValueOrDefault(table) ?? [];

    private void Read(string line, int number)
    {
        if (line.StartsWith('|'))
        {
            ReadRow([.. line.Trim('|').Split('|').Select(cell => cell.Trim())], number);
            return;
        }

        _open = null;
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && line[..colon] is var name && KnownSettings.Contains(name))
        {
            _settings.Add(name, line[(colon + 1)..].Trim());
        }
    }

    private void ReadRow(string[] cells, int number)
    {
        if (_open is null)
        {
            var header = string.Join(" | ", cells);
            if (!ExampleTables.All.Contains(header) || !_tables.TryAdd(header, _open = []))
            {
                throw new FormatException($"{file}:{number}: '{header}' is no table of an example, or its second one.");
            }

            _open.Add(cells);
        }
        else if (cells.Length != _open[0].Length)
        {
            throw new FormatException($"{file}:{number}: {cells.Length} cells; the table has {_open[0].Length} columns.");
        }
        else
        {
            _open.Add(cells);
        }
    }

    private void CheckComplete()
    {
        foreach (var (header, rows) in _tables)
        {
            if (rows.Count < 3 || !rows[1].All(cell => cell.Trim(':').All(letter => letter == '-') && cell.Length >= 3))
            {
                throw new FormatException($"{file}, {title}: the table '{header}' has no rule below its header, or no rows.");
            }

            rows.RemoveRange(0, 2);
        }

        foreach (var needed in new[] { ExampleTables.Contracts, ExampleTables.Orders, ExampleTables.Lines, ExampleTables.Totals })
        {
            if (!_tables.ContainsKey(needed))
            {
                throw new FormatException($"{file}, {title}: the table '{needed}' is missing; an example shows contracts, orders and invoices.");
            }
        }

        if (!_settings.ContainsKey("Runs"))
        {
            throw new FormatException($"{file}, {title}: 'Runs:' is missing.");
        }
    }
}
