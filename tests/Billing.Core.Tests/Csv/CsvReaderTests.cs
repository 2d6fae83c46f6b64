using Billing.Core.Csv;

namespace Billing.Core.Tests.Csv;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "a|b / c|d")]
    [InlineData("a,b\nc,d", "a|b / c|d")]
    [InlineData("\"a,1\",\"b\"\"2\"\"\"", "a,1|b\"2\"")]
    [InlineData("\"a\r\nb\",c", "a\r\nb|c")]
    [InlineData("a,,\r\n\r\nb,\"\"", "a|| / b|")]
    [InlineData("a,\"b\"\r\nc,d", "a|b / c|d")]
    [InlineData("", "")]
    public void Read_Text_GivesItsRecords(string text, string expected) =>
        Assert.Equal(expected, string.Join(" / ", CsvReader.Read(text, 10).Select(record => string.Join('|', record.Fields))));

    [Fact]
    public void Read_Records_KnowTheirFirstLine() =>
        Assert.Equal([1, 3, 4], CsvReader.Read("\"a\nb\",c\nd,e\nf,g", 10).Select(record => record.Line));

    [Theory]
    [InlineData("a,\"b", "does not end")]
    [InlineData("a,\"b\"c", "after a quoted field")]
    [InlineData("a,b\"c", "quote inside")]
    [InlineData("a\nb\nc\nd", "more than 3 records")]
    public void Read_WhatIsNoCsv_SaysTheFaultAndItsLine(string text, string fault) =>
        Assert.Matches($"Line \\d+ .*{fault}", Assert.Throws<FormatException>(() => CsvReader.Read(text, 3)).Message);

    [Fact]
    public void Read_BeyondItsBounds_IsRefused()
    {
        Assert.Throws<FormatException>(() => CsvReader.Read(new string('a', CsvReader.LongestField + 1), 1));
        Assert.Throws<FormatException>(() => CsvReader.Read(new string(',', CsvReader.MostFields), 1));
    }
}
