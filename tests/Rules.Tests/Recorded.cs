namespace Rules.Tests;

/// <summary>How a test ended in this run.</summary>
/// <param name="Test">Class and method; the cases of one method are several.</param>
/// <param name="Passed">False also when it was skipped.</param>
internal sealed record Recorded(string Test, bool Passed)
{
    /// <summary>What the test projects wrote down, by rule.</summary>
    public static ILookup<string, Recorded> Read(string folder) =>
        (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.tsv") : []).SelectMany(File.ReadLines).Select(line => line.Split('\t'))
            .SelectMany(cells => cells[0].Split(' ').Select(id => (Id: id, Test: new Recorded(cells[1], cells[2] == "Passed"))))
            .ToLookup(recorded => recorded.Id, recorded => recorded.Test, StringComparer.Ordinal);
}
