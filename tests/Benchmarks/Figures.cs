using System.Globalization;

namespace Benchmarks;

/// <summary>One line of the report: a figure, what it is compared with in the same run, their ratio (or difference) and the goal.</summary>
internal sealed record Figure(string Name, string Measured, string Baseline, string Comparison, string Goal, bool? Met);

/// <summary>The figures of one run as the table that <c>tests/Benchmarks/README.md</c> holds.</summary>
internal static class Figures
{
    public static void Print(IReadOnlyCollection<Figure> figures, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine("| figure | measured | baseline in the same run | comparison | goal | met |");
        to.WriteLine("|---|---:|---:|---:|---:|---|");
        foreach (var figure in figures)
        {
            var met = figure.Met switch { true => "yes", false => "no", null => "—" };
            to.WriteLine($"| {figure.Name} | {figure.Measured} | {figure.Baseline} | {figure.Comparison} | {figure.Goal} | {met} |");
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Text(double value, string unit, int decimals = 0) =>
        value.ToString($"N{decimals}", CultureInfo.InvariantCulture) + " " + unit;
}
