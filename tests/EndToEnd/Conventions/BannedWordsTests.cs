using System.Text.RegularExpressions;

namespace EndToEnd.Conventions;

/// <summary>
/// The runtime (<c>Functions.CustomHandler</c>) and the one-machine host (<c>Functions.LocalHost</c>) know nothing of billing:
/// none of their files holds a word of the business or the name of an outside service.
/// </summary>
public sealed partial class BannedWordsTests
{
    private static readonly string[] RuntimeFolders = ["functions/Functions.CustomHandler", "infra/local/Functions.LocalHost"];

    public static TheoryData<string> Folders() => new(RuntimeFolders);

    [Theory]
    [MemberData(nameof(Folders))]
    public void Runtime_Sources_HoldNoWordOfTheBusiness(string folder)
    {
        var files = Sources.Files(folder).Where(path => !path.EndsWith("packages.lock.json", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(Findings));
    }

    [Theory]
    [InlineData("the Invoice is due")]
    [InlineData("1,000 yen")]
    [InlineData("PaymentFile")]
    [InlineData("a kintone record")]
    [InlineData("請求書")]
    public void Pattern_AWordOfTheBusiness_IsFound(string text) => Assert.Matches(Business(), text);

    [Theory]
    [InlineData("a transaction of the table")]
    [InlineData("flyEngine")]
    [InlineData("BillingFunctions.sln")]
    public void Pattern_OtherWords_AreLeftAlone(string text) => Assert.DoesNotMatch(Business(), text);

    private static IEnumerable<string> Findings(string path) =>
        Sources.Text(path).Split('\n')
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(entry => Business().IsMatch(entry.Line))
            .Select(entry => $"{path}:{entry.Number}: {entry.Line.Trim()}");

    // The name of the solution is not a word about billing; everything else that begins so is.
    [GeneratedRegex(
        @"invoice|payment|kintone|billing(?!Functions)|\byen\b|customer(?!handler)(?!_handler)|credit|dunning|reconcil|debt|buyer|merchant|atobarai|\bLINE\b(?= message)|\bNP\b|paid\b|請求|入金|督促|消込|取引先|与信",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Business();
}
