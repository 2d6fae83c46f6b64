using System.Text;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>Splits a query (kintone.md §3.2). Texts stand in double quotes; <c>\</c> escapes <c>"</c> and <c>\</c>.</summary>
internal sealed class QueryLexer(string query)
{
    private const string Symbols = "(),=!<>";
    private int _at;

    public static IReadOnlyList<QueryToken> Split(string query)
    {
        var lexer = new QueryLexer(query);
        var tokens = new List<QueryToken>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != QueryTokenKind.End);
        return tokens;
    }

    private QueryToken Next()
    {
        while (_at < query.Length && char.IsWhiteSpace(query[_at]))
        {
            _at++;
        }

        if (_at == query.Length)
        {
            return new QueryToken(QueryTokenKind.End, "");
        }

        return query[_at] == '"' ? Text() : Symbols.Contains(query[_at], StringComparison.Ordinal) ? Symbol() : Word();
    }

    private QueryToken Text()
    {
        var text = new StringBuilder();
        for (_at++; _at < query.Length && query[_at] != '"'; _at++)
        {
            if (query[_at] == '\\' && _at + 1 < query.Length)
            {
                _at++;
            }

            text.Append(query[_at]);
        }

        if (_at++ >= query.Length)
        {
            throw KintoneErrors.Validation("query", "文字列が閉じられていません。");
        }

        return new QueryToken(QueryTokenKind.Text, text.ToString());
    }

    private QueryToken Symbol()
    {
        var length = _at + 1 < query.Length && query[_at + 1] == '=' && "!<>".Contains(query[_at], StringComparison.Ordinal) ? 2 : 1;
        _at += length;
        return new QueryToken(QueryTokenKind.Symbol, query.Substring(_at - length, length));
    }

    private QueryToken Word()
    {
        var start = _at;
        while (_at < query.Length && !char.IsWhiteSpace(query[_at]) && query[_at] != '"' && !Symbols.Contains(query[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return new QueryToken(QueryTokenKind.Word, query[start.._at]);
    }
}
