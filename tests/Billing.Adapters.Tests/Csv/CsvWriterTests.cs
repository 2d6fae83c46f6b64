using System.Text;

using Billing.Adapters.Csv;

namespace Billing.Adapters.Tests.Csv;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("=SUM(A1)", "'=SUM(A1)")]
    [InlineData("+81", "'+81")]
    [InlineData("-1", "'-1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void B40_Text_InACell_IsNoFormulaAndSurvivesTheCommas(string? text, string cell) => Assert.Equal(cell, CsvText.Of(text));

    [Fact]
    public async Task B40_Number_Negative_StaysANumber() => Assert.Equal("x\r\n-5\r\n", await Utf8Async(csv => csv.Add(-5)));

    [Fact]
    public async Task B40_Utf8_Begins_WithABomAndEndsLinesWithCrLf()
    {
        using var stream = new MemoryStream();
        var csv = new CsvWriter(stream, CsvEncoding.Utf8);
        await csv.HeaderAsync(["名"], CancellationToken.None);
        await csv.FlushAsync(CancellationToken.None);

        Assert.Equal([0xEF, 0xBB, 0xBF, .. "名\r\n"u8], stream.ToArray());
    }

    [Fact]
    public async Task B40_ShiftJis_CharactersThatItLacks_AreReplacedVisiblyAndCountedInTheirRow()
    {
        using var stream = new MemoryStream();
        var csv = new CsvWriter(stream, CsvEncoding.ShiftJis);
        await csv.HeaderAsync(["名"], CancellationToken.None);
        await csv.Add("髙橋①～").EndRowAsync(CancellationToken.None);
        await csv.Add("𠮷田😀é").EndRowAsync(CancellationToken.None);
        await csv.Add("波〜線−").EndRowAsync(CancellationToken.None);
        await csv.FlushAsync(CancellationToken.None);

        var text = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetString(stream.ToArray());
        Assert.Equal("名,置換文字数\r\n髙橋①～,0\r\n〓田〓〓,3\r\n波～線－,0\r\n", text);
        Assert.Equal(3, csv.Replaced);
    }

    [Fact]
    public async Task Writer_ManyRows_HoldsABufferAndNotTheFile()
    {
        using var stream = new WatchedStream();
        var csv = new CsvWriter(stream, CsvEncoding.Utf8);
        for (var row = 0; row < 10_000; row++)
        {
            await csv.Add("あいうえおかきくけこ").Add(row).EndRowAsync(CancellationToken.None);
        }

        await csv.FlushAsync(CancellationToken.None);
        Assert.True(stream.Largest < 40_000, $"one write had {stream.Largest} bytes");
        Assert.True(stream.Writes > 8, $"{stream.Writes} writes");
    }

    private static async Task<string> Utf8Async(Action<CsvWriter> row)
    {
        using var stream = new MemoryStream();
        var csv = new CsvWriter(stream, CsvEncoding.Utf8);
        await csv.HeaderAsync(["x"], CancellationToken.None);
        row(csv);
        await csv.EndRowAsync(CancellationToken.None);
        await csv.FlushAsync(CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray()[3..]);
    }

    private sealed class WatchedStream : MemoryStream
    {
        public int Largest { get; private set; }

        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Largest = Math.Max(Largest, buffer.Length);
            Writes++;
            return ValueTask.CompletedTask;
        }
    }
}
