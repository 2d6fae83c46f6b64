using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Tests.Storage.Tables;

public sealed class TableOdataFilterTests
{
    [Fact]
    public void Create_Values_BecomeLiteralsOfTheirType()
    {
        var at = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(9));

        Assert.Equal("A eq 'it''s'", TableOdataFilter.Create($"A eq {"it's"}"));
        Assert.Equal("A eq true and B eq -1 and C eq 5L", TableOdataFilter.Create($"A eq {true} and B eq {-1} and C eq {5L}"));
        Assert.Equal("A eq 1.0 or A eq 1E+300", TableOdataFilter.Create($"A eq {1.0} or A eq {1e300}"));
        Assert.Equal("A eq datetime'2026-11-25T00:00:00.0000000Z'", TableOdataFilter.Create($"A eq {at}"));
        Assert.Equal("A eq guid'00000000-0000-0000-0000-000000000000'", TableOdataFilter.Create($"A eq {Guid.Empty}"));
        Assert.Equal("A eq X'00ff'", TableOdataFilter.Create($"A eq {new byte[] { 0, 255 }}"));
    }

    [Fact]
    public void Create_ValuesThatTablesDoNotHave_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TableOdataFilter.Create($"A eq {null}"));
        Assert.Throws<ArgumentException>(() => TableOdataFilter.Create($"A eq {1.5m}"));
        Assert.Throws<ArgumentException>(() => TableOdataFilter.Create($"A eq {double.NaN}"));
        Assert.Throws<ArgumentException>(() => TableOdataFilter.Create($"A eq {new Uri("http://a.test")}"));
    }

    [Fact]
    public void Create_FormatOfAHole_CannotChangeTheLiteral() => Assert.Equal("A eq 5", TableOdataFilter.Create($"A eq {5:000}"));
}
