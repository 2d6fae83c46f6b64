using System.Globalization;
using System.Text;

namespace Rules.Tests;

/// <summary>The page <c>tests/RULES.md</c>: each rule, the tests that pin it, and how they ended.</summary>
internal static class RulesPage
{
    public static string Write(IReadOnlyList<Rule> rules, ILookup<string, Recorded> recorded)
    {
        var page = new StringBuilder("# Rules\n\nEach rule, the tests that carry its id, and how they ended. Written by `dotnet test BillingFunctions.sln`; do not edit.\n\n"
            + "| rule | 業務 | what it says | tests | result |\n|---|---|---|---|---|\n");
        foreach (var rule in rules)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {rule.Id} | {rule.Japanese} | {rule.Text} | {Tests(recorded[rule.Id])} | {Result(recorded[rule.Id])} |\n");
        }

        return page.ToString();
    }

    public static string Result(IEnumerable<Recorded> tests) =>
        !tests.Any() ? "**no test**" : tests.All(test => test.Passed) ? "passed" : "**failed**";

    private static string Tests(IEnumerable<Recorded> tests) =>
        string.Join("<br>", tests.Select(test => test.Test).Distinct().Order(StringComparer.Ordinal).Select(test => $"`{test}`"));
}
