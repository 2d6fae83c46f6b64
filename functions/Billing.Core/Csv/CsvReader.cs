using System.Text;

namespace Billing.Core.Csv;

/// <summary>
/// Reads comma-separated text by RFC 4180: quoted fields may hold commas, line breaks and doubled quotes; lines end in CR LF, LF or CR. Bounded.
/// </summary>
public static class CsvReader
{
    public const int MostFields = 100;
    public const int LongestField = 10_000;

    /// <exception cref="FormatException">Not CSV; says the line and what was expected, and no contents.</exception>
    public static IReadOnlyList<CsvRecord> Read(string text, int mostRecords)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new Reader(text, mostRecords);
        return reader.Read();
    }

    private sealed class Reader(string text, int mostRecords)
    {
        private readonly List<CsvRecord> _records = [];
        private readonly StringBuilder _field = new();
        private List<string> _fields = [];
        private int _line = 1;
        private int _firstLine = 1;
        private int _at;

        public List<CsvRecord> Read()
        {
            while (_at < text.Length)
            {
                if (text[_at] == '"' && _field.Length == 0)
                {
                    ReadQuoted();
                }
                else
                {
                    ReadPlain(text[_at++]);
                }
            }

            if (_field.Length > 0 || _fields.Count > 0)
            {
                EndRecord();
            }

            return _records;
        }

        private void ReadPlain(char letter)
        {
            switch (letter)
            {
                case ',':
                    EndField();
                    break;
                case '\r' or '\n':
                    EndLine(letter);
                    break;
                case '"':
                    throw Fault("a quote inside a field that does not begin with one");
                default:
                    Append(letter);
                    break;
            }
        }

        private void ReadQuoted()
        {
            for (_at++; _at < text.Length; _at++)
            {
                if (text[_at] != '"')
                {
                    _line += text[_at] == '\n' ? 1 : 0;
                    Append(text[_at]);
                }
                else if (_at + 1 < text.Length && text[_at + 1] == '"')
                {
                    Append(text[_at++]);
                }
                else
                {
                    _at++;
                    CheckAfterQuote();
                    return;
                }
            }

            throw Fault("a quoted field that does not end");
        }

        private void CheckAfterQuote()
        {
            if (_at < text.Length && text[_at] is not (',' or '\r' or '\n'))
            {
                throw Fault("text after a quoted field");
            }

            // An empty quoted field at the end of the text is a field, too.
            if (_at == text.Length)
            {
                EndRecord();
            }
        }

        private void EndLine(char letter)
        {
            if (letter == '\r' && _at < text.Length && text[_at] == '\n')
            {
                _at++;
            }

            if (_field.Length > 0 || _fields.Count > 0)
            {
                EndRecord();
            }

            _line++;
            _firstLine = _line;
        }

        private void Append(char letter)
        {
            if (_field.Length == LongestField)
            {
                throw Fault($"a field of more than {LongestField} characters");
            }

            _field.Append(letter);
        }

        private void EndField()
        {
            if (_fields.Count == MostFields)
            {
                throw Fault($"more than {MostFields} fields");
            }

            _fields.Add(_field.ToString());
            _field.Clear();
        }

        private void EndRecord()
        {
            EndField();
            if (_records.Count == mostRecords)
            {
                throw Fault($"more than {mostRecords} records");
            }

            _records.Add(new CsvRecord(_firstLine, _fields));
            _fields = [];
        }

        private FormatException Fault(string what) => new($"Line {_line} of the CSV has {what}.");
    }
}
