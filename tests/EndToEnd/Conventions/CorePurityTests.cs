using System.Text.RegularExpressions;

namespace EndToEnd.Conventions;

/// <summary><c>Billing.Core</c> decides and does nothing else: no input or output, no clock, no randomness, no floating point.</summary>
public sealed partial class CorePurityTests
{
    [Fact]
    public void Core_Sources_HoldNoEffectAndNoFloatingPoint()
    {
        var files = Sources.Files("functions/Billing.Core").Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(Findings));
    }

    [Theory]
    [InlineData("    double rate = 0.1;")]
    [InlineData("    var text = File.ReadAllText(path);")]
    [InlineData("    var now = timeProvider.GetUtcNow();")]
    [InlineData("    var n = Random.Shared.Next();")]
    public void Pattern_AnEffect_IsFound(string line) => Assert.Matches(Impure(), line);

    private static IEnumerable<string> Findings(string path) =>
        Sources.Text(path).Split('\n')
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(entry => !entry.Line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Impure().IsMatch(entry.Line))
            .Select(entry => $"{path}:{entry.Number}: {entry.Line.Trim()}");

    [GeneratedRegex(@"\b(double|float|File\.|Directory\.|HttpClient|Socket|Environment\.|Random\b|TimeProvider|GetUtcNow|Stopwatch|Task\.Run|Task\.Delay|Thread\.|Console\.)")]
    private static partial Regex Impure();
}
