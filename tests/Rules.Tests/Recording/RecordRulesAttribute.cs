using System.Reflection;
using System.Text.RegularExpressions;

using Rules.Recording;

using Xunit.v3;

[assembly: RecordRules]

namespace Rules.Recording;

/// <summary>
/// Writes down how each test ended whose name begins with the ids of rules (<c>B33_…</c>, <c>B35_B36_…</c>): one file for each run of an assembly,
/// below <c>artifacts/rules</c>. It is compiled into every test project; <c>Rules.Tests</c>, which runs last, makes <c>tests/RULES.md</c> of them.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed partial class RecordRulesAttribute : BeforeAfterTestAttribute
{
    private static readonly Lock Gate = new();
    private static StreamWriter? Recorded;

    /// <summary>The first test of a run takes the last run's file away.</summary>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        lock (Gate)
        {
            Recorded ??= Open();
        }
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        var ids = Ids().Match(methodUnderTest.Name);
        if (!ids.Success)
        {
            return;
        }

        var outcome = TestContext.Current.TestState?.Result.ToString() ?? "Unknown";
        lock (Gate)
        {
            Recorded!.WriteLine(string.Join('\t', string.Join(' ', ids.Groups["id"].Captures.Select(id => id.Value)),
                $"{methodUnderTest.DeclaringType!.Name}.{methodUnderTest.Name}", outcome));
        }
    }

    private static StreamWriter Open()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BillingFunctions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no BillingFunctions.sln above {AppContext.BaseDirectory}.");
        }

        var records = Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", "rules"));
        var name = typeof(RecordRulesAttribute).Assembly.GetName().Name;
        return new StreamWriter(Path.Combine(records.FullName, $"{name}.tsv"), append: false) { AutoFlush = true };
    }

    [GeneratedRegex("^(?:(?<id>[BKRV][0-9]{2})_)+")]
    private static partial Regex Ids();
}
