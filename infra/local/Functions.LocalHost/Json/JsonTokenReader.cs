using System.Globalization;
using System.Numerics;
using System.Text;

namespace Functions.LocalHost.Json;

/// <summary>
/// Reads JSON as leniently as the real host's reader (Newtonsoft.Json): single quotes, unquoted names, comments, trailing
/// commas, raw control characters in strings, octal and hexadecimal integers; lone surrogates become U+FFFD.
/// </summary>
internal sealed class JsonTokenReader
{
    /// <summary>How deep a text may nest before it is refused, when nothing else is said.</summary>
    public const int DefaultDepth = 64;

    private readonly string _text;
    private readonly bool _dates;
    private readonly int _maxDepth;
    private int _position;
    private int _depth;

    /// <param name="text">The text to read.</param>
    /// <param name="dates">Whether strings that look like dates become dates.</param>
    /// <param name="maxDepth">The deepest nesting that is accepted.</param>
    public JsonTokenReader(string text, bool dates, int maxDepth = DefaultDepth) => (_text, _dates, _maxDepth) = (text, dates, maxDepth);

    /// <summary>The whole text as one value; text after it is a fault.</summary>
    /// <exception cref="JsonTokenException">It is not JSON.</exception>
    public static JsonToken Parse(string text, bool dates)
    {
        var reader = new JsonTokenReader(text, dates);
        var token = reader.ReadValue();
        reader.ReadEnd();
        return token;
    }

    /// <summary>Like <see cref="Parse"/>, null when the text is not JSON.</summary>
    public static JsonToken? TryParse(string text, bool dates)
    {
        try
        {
            return Parse(text, dates);
        }
        catch (JsonTokenException)
        {
            return null;
        }
    }

    /// <summary>Whether nothing but white space and comments is left.</summary>
    public bool AtEnd()
    {
        SkipSpace();
        return _position == _text.Length;
    }

    public void ReadEnd()
    {
        if (!AtEnd())
        {
            throw Fault($"Additional text encountered after finished reading JSON content: {_text[_position]}.");
        }
    }

    /// <summary>The next significant character, without taking it; U+0000 at the end.</summary>
    public char Peek()
    {
        SkipSpace();
        return Current;
    }

    public JsonToken ReadValue()
    {
        var start = Peek();
        return start switch
        {
            '\0' when _position == _text.Length => throw EndFault("Unexpected end of content."),
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' or '\'' => ToToken(ReadString()),
            _ when start is '-' or '.' || char.IsNumber(start) => ReadNumber(),
            _ => ReadWord(),
        };
    }

    /// <summary>Takes an object member by member: <paramref name="read"/> gets each name and must take its value.</summary>
    public void ReadMembers(Action<string> read)
    {
        Enter('{');
        while (Peek() != '}')
        {
            var name = ReadName();
            if (Peek() != ':')
            {
                throw Fault($"Invalid character after parsing property name. Expected ':' but got: {Shown}.");
            }

            _position++;
            read(name);
            TakeSeparator('}');
        }

        Leave();
    }

    /// <summary>Takes an array item by item: <paramref name="read"/> must take each.</summary>
    public void ReadItems(Action read)
    {
        Enter('[');
        while (Peek() != ']')
        {
            read();
            TakeSeparator(']');
        }

        Leave();
    }

    /// <summary>A scalar as text: strings untouched, numbers and words as they are written; null for null.</summary>
    public string? ReadScalarText()
    {
        var start = Peek();
        if (start is '"' or '\'')
        {
            return ReadString();
        }

        if (start is '{' or '[')
        {
            throw Fault($"Unexpected character encountered while parsing value: {start}.");
        }

        var from = _position;
        var token = ReadValue();
        return token is JsonToken.Null ? null : _text[from.._position];
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private string Shown => _position < _text.Length ? _text[_position].ToString() : "end of text";

    private JsonToken.Object ReadObject()
    {
        var members = new List<KeyValuePair<string, JsonToken>>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        ReadMembers(name =>
        {
            var value = KeyValuePair.Create(name, ReadValue());
            if (places.TryGetValue(name, out var place))
            {
                members[place] = value;
            }
            else
            {
                places.Add(name, members.Count);
                members.Add(value);
            }
        });
        return new JsonToken.Object(members);
    }

    private JsonToken.Array ReadArray()
    {
        var items = new List<JsonToken>();

        // A comma where a value is due stands for an undefined value.
        ReadItems(() => items.Add(Peek() == ',' ? JsonToken.Nothing : ReadValue()));
        return new JsonToken.Array(items);
    }

    private void Enter(char open)
    {
        if (Peek() != open)
        {
            throw Fault($"Unexpected character encountered while parsing value: {Shown}.");
        }

        if (++_depth > _maxDepth)
        {
            throw Fault($"The reader's MaxDepth of {_maxDepth} has been exceeded.");
        }

        _position++;
    }

    private void Leave()
    {
        _position++;
        _depth--;
    }

    private void TakeSeparator(char close)
    {
        var next = Peek();
        if (next == ',')
        {
            _position++;
        }
        else if (_position == _text.Length)
        {
            throw EndFault("Unexpected end of content.");
        }
        else if (next != close)
        {
            throw Fault($"After parsing a value an unexpected character was encountered: {next}.");
        }
    }

    private string ReadName()
    {
        if (Current is '"' or '\'')
        {
            return ReadString();
        }

        var start = _position;
        while (char.IsLetterOrDigit(Current) || Current is '_' or '$')
        {
            _position++;
        }

        return _position > start
            ? _text[start.._position]
            : throw (_position == _text.Length ? EndFault("Unexpected end of content.") : Fault($"Invalid property identifier character: {Shown}."));
    }

    private JsonToken ToToken(string text) =>
        _dates && JsonDates.TryRead(text, out var date) ? new JsonToken.Date(date) : new JsonToken.Text(text);

    private string ReadString()
    {
        var quote = _text[_position++];
        var value = new StringBuilder();
        while (true)
        {
            if (_position == _text.Length)
            {
                throw Fault($"Unterminated string. Expected delimiter: {quote}.");
            }

            var character = _text[_position++];
            if (character == quote)
            {
                return value.ToString();
            }

            if (character == '\\')
            {
                AppendEscape(value);
            }
            else
            {
                value.Append(character);
            }
        }
    }

    private void AppendEscape(StringBuilder value)
    {
        var escape = Current;
        _position++;
        switch (escape)
        {
            case 'b': value.Append('\b'); break;
            case 't': value.Append('\t'); break;
            case 'n': value.Append('\n'); break;
            case 'f': value.Append('\f'); break;
            case 'r': value.Append('\r'); break;
            case '\\' or '"' or '\'' or '/': value.Append(escape); break;
            case 'u': AppendUnicode(value); break;
            default: throw Fault($"Bad JSON escape sequence: \\{escape}.");
        }
    }

    private void AppendUnicode(StringBuilder value)
    {
        var unit = ReadHexUnit();
        while (char.IsHighSurrogate(unit) && Current == '\\' && _position + 1 < _text.Length && _text[_position + 1] == 'u')
        {
            _position += 2;
            var next = ReadHexUnit();
            if (char.IsLowSurrogate(next))
            {
                value.Append(unit).Append(next);
                return;
            }

            value.Append('\uFFFD');
            unit = next;
        }

        value.Append(char.IsSurrogate(unit) ? '\uFFFD' : unit);
    }

    private char ReadHexUnit()
    {
        if (_position + 4 > _text.Length
            || !ushort.TryParse(_text.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw Fault("Invalid Unicode escape sequence.");
        }

        _position += 4;
        return (char)unit;
    }

    private JsonToken ReadNumber()
    {
        var start = _position;
        if (_text.AsSpan(start).StartsWith("-Infinity", StringComparison.Ordinal))
        {
            _position += "-Infinity".Length;
            return new JsonToken.Number(double.NegativeInfinity);
        }

        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '+' or '.')
        {
            _position++;
        }

        return ToNumber(_text.AsSpan(start, _position - start))
            ?? throw Fault($"Input string '{_text[start.._position]}' is not a valid number.");
    }

    private static JsonToken? ToNumber(ReadOnlySpan<char> digits)
    {
        if (digits.Length > 1 && digits[0] == '0' && digits[1] is not ('.' or 'e' or 'E'))
        {
            return OtherBase(digits);
        }

        if (BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return new JsonToken.Integer(integer);
        }

        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new JsonToken.Number(number) : null;
    }

    private static JsonToken.Integer? OtherBase(ReadOnlySpan<char> digits)
    {
        if (digits[1] is 'x' or 'X')
        {
            return long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? new JsonToken.Integer(hex)
                : null;
        }

        return digits.Length <= 21 && !digits.ContainsAnyExceptInRange('0', '7')
            ? new JsonToken.Integer(Convert.ToInt64(digits.ToString(), 8))
            : null;
    }

    private JsonToken ReadWord()
    {
        foreach (var (word, token) in Words)
        {
            if (_text.AsSpan(_position).StartsWith(word, StringComparison.Ordinal)
                && (_position + word.Length == _text.Length || !char.IsLetterOrDigit(_text[_position + word.Length])))
            {
                _position += word.Length;
                return token;
            }
        }

        throw Fault($"Unexpected character encountered while parsing value: {Shown}.");
    }

    private static (string Word, JsonToken Token)[] Words { get; } =
    [
        ("true", new JsonToken.Bool(true)),
        ("false", new JsonToken.Bool(false)),
        ("null", JsonToken.Nothing),
        ("undefined", JsonToken.Nothing),
        ("NaN", new JsonToken.Number(double.NaN)),
        ("Infinity", new JsonToken.Number(double.PositiveInfinity)),
    ];

    private void SkipSpace()
    {
        while (_position < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_position]))
            {
                _position++;
            }
            else if (_text[_position] == '/')
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var kind = _position + 1 < _text.Length ? _text[_position + 1] : '\0';
        var end = kind switch
        {
            '*' => _text.IndexOf("*/", _position + 2, StringComparison.Ordinal),
            '/' => _text.IndexOfAny(['\r', '\n'], _position + 2) is var line && line < 0 ? _text.Length : line,
            _ => throw Fault($"Error parsing comment. Expected: *, got {kind}."),
        };

        if (end < 0)
        {
            throw Fault("Unexpected end while parsing comment.");
        }

        _position = kind == '*' ? end + 2 : end;
    }

    private JsonTokenException Fault(string message) => new(message + Place());

    private JsonTokenException EndFault(string message) => new(message + Place(), atEnd: true);

    private string Place()
    {
        var before = _text.AsSpan(0, Math.Min(_position, _text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - (before.LastIndexOf('\n') + 1);
        return $" Path '', line {line}, position {column}.";
    }
}
