using Billing.Adapters.Kintone;

namespace Billing.Adapters.Tests.Kintone;

public sealed class KintoneQueryTests
{
    [Theory]
    [InlineData("A-1", "\"A-1\"")]
    [InlineData("L字 \"25A\" \\ 予備", "\"L字 \\\"25A\\\" \\\\ 予備\"")]
    [InlineData("\" or $id > \"0", "\"\\\" or $id > \\\"0\"")]
    public void Literal_AnyText_CannotLeaveItsQuotes(string value, string expected) => Assert.Equal(expected, KintoneQuery.Literal(value));

    [Fact]
    public void Page_Ids_IsOneOrderedQuery() =>
        Assert.Equal(
            "$id in (\"101\", \"102\") order by $id asc limit 2",
            KintoneQuery.Page(KintoneQuery.In("$id", ["101", "102"]), 2));

    [Fact]
    public void Since_Instant_IsExplicitUtc() =>
        Assert.Equal(
            "更新日時 >= \"2025-04-01T00:30:00Z\"",
            KintoneQuery.Since("更新日時", new DateTimeOffset(2025, 4, 1, 9, 30, 0, TimeSpan.FromHours(9))));

    [Theory]
    [InlineData("a or 1=1")]
    [InlineData("a\"")]
    [InlineData("")]
    public void Compare_FieldWithSyntaxInIt_IsRefused(string field) =>
        Assert.Throws<ArgumentException>(() => KintoneQuery.Compare(field, "=", "x"));

    [Fact]
    public void Page_BeyondTheLimit_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KintoneQuery.Page("$id > \"0\"", KintoneQuery.LargestPage + 1));
}
