using System.Globalization;
using System.Text;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>Splits a line of the orchestrator language into words, numbers, texts and signs.</summary>
internal sealed class ScriptTokens
{
    private static readonly string[] Signs = ["==", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ":", "."];

    private readonly List<Token> _tokens = [];
    private readonly string _line;
    private int _next;

    public ScriptTokens(string line)
    {
        _line = line;
        for (var at = 0; at < line.Length;)
        {
            at = char.IsWhiteSpace(line[at]) ? at + 1 : Read(at);
        }
    }

    internal enum Kind
    {
        Word,
        Number,
        Text,
        Sign,
        End,
    }

    public Token Current => Peek(0);

    public bool AtEnd => _next >= _tokens.Count;

    public Token Peek(int ahead) => _next + ahead < _tokens.Count ? _tokens[_next + ahead] : new Token(Kind.End, string.Empty, null);

    public Token Take() => _next < _tokens.Count ? _tokens[_next++] : throw Fault("more");

    public bool TryTake(string text)
    {
        if (Current.Kind is Kind.Word or Kind.Sign && Current.Text == text)
        {
            _next++;
            return true;
        }

        return false;
    }

    public void Expect(string text)
    {
        if (!TryTake(text))
        {
            throw Fault($"'{text}'");
        }
    }

    public FormatException Fault(string expected) => new($"'{_line}': {expected} expected at '{Current.Text}'.");

    private int Read(int at)
    {
        if (_line[at] == '"')
        {
            return ReadText(at + 1);
        }

        if (char.IsDigit(_line[at]))
        {
            var end = at;
            while (end < _line.Length && (char.IsDigit(_line[end]) || (_line[end] == '.' && end + 1 < _line.Length && char.IsDigit(_line[end + 1]))))
            {
                end++;
            }

            _tokens.Add(new Token(Kind.Number, _line[at..end], decimal.Parse(_line.AsSpan(at, end - at), CultureInfo.InvariantCulture)));
            return end;
        }

        if (char.IsLetter(_line[at]) || _line[at] == '_')
        {
            var end = at;
            while (end < _line.Length && (char.IsLetterOrDigit(_line[end]) || _line[end] == '_'))
            {
                end++;
            }

            _tokens.Add(new Token(Kind.Word, _line[at..end], null));
            return end;
        }

        var sign = Signs.FirstOrDefault(candidate => string.CompareOrdinal(_line, at, candidate, 0, candidate.Length) == 0) ?? throw Fault("a known sign");
        _tokens.Add(new Token(Kind.Sign, sign, null));
        return at + sign.Length;
    }

    private int ReadText(int at)
    {
        var text = new StringBuilder();
        for (; _line[at] != '"'; at++)
        {
            text.Append(_line[at] == '\\' ? Unescape(_line[++at]) : _line[at]);
        }

        _tokens.Add(new Token(Kind.Text, text.ToString(), text.ToString()));
        return at + 1;
    }

    private static char Unescape(char letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        _ => letter,
    };

    internal readonly record struct Token(Kind Kind, string Text, object? Value);
}
