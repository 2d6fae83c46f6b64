using System.Buffers;
using System.Text;

namespace Billing.Adapters.Csv;

/// <summary>
/// Writes a CSV row by row to a stream: RFC 4180, lines end with CR LF. In Shift_JIS every row has one column more, how many of its characters
/// were replaced, so that nothing is lost without a word. Memory holds one buffer.
/// </summary>
public sealed class CsvWriter(Stream to, CsvEncoding encoding)
{
    private const int BufferLength = 32 * 1024;
    private const string ReplacedHeader = "置換文字数";

    private readonly StringBuilder _row = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(BufferLength + 4096);
    private bool _hasBegun;

    /// <summary>Characters replaced so far.</summary>
    public int Replaced { get; private set; }

    public async Task HeaderAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            Add(name);
        }

        if (encoding == CsvEncoding.ShiftJis)
        {
            Add(ReplacedHeader);
        }
        else
        {
            _buffer.Write(Encoding.UTF8.Preamble);
        }

        await EndAsync(counts: false, cancellationToken);
    }

    public CsvWriter Add(string? text) => Cell(CsvText.Of(text));

    public CsvWriter Add(long number) => Cell(CsvText.Of(number));

    public CsvWriter Add(DateOnly? date) => Cell(CsvText.Of(date));

    public Task EndRowAsync(CancellationToken cancellationToken) => EndAsync(counts: true, cancellationToken);

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await to.WriteAsync(_buffer.WrittenMemory, cancellationToken);
        _buffer.ResetWrittenCount();
        await to.FlushAsync(cancellationToken);
    }

    private CsvWriter Cell(string cell)
    {
        _row.Append(_hasBegun ? "," : "").Append(cell);
        _hasBegun = true;
        return this;
    }

    private async Task EndAsync(bool counts, CancellationToken cancellationToken)
    {
        var text = _row.ToString();
        if (encoding == CsvEncoding.ShiftJis)
        {
            text = ShiftJis.Replace(text, out var replaced);
            Replaced += replaced;
            _buffer.Write(ShiftJis.GetBytes(counts ? text + "," + CsvText.Of(replaced) + "\r\n" : text + "\r\n"));
        }
        else
        {
            Encoding.UTF8.GetBytes(text + "\r\n", _buffer);
        }

        _row.Clear();
        _hasBegun = false;
        if (_buffer.WrittenCount >= BufferLength)
        {
            await FlushAsync(cancellationToken);
        }
    }
}
