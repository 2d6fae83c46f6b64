using System.Globalization;
using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>
/// Parses <c>field operator value [and|or …] [order by field asc|desc,…] [limit n] [offset n]</c> (kintone.md §3.2). Functions such as
/// <c>NOW()</c> are not offered: the reference asks callers to send explicit instants.
/// </summary>
internal sealed class QueryParser
{
    private const int MaxLimit = 500;
    private const int MaxOffset = 10_000;
    private const int MaxNesting = 50;

    private readonly AppDefinition _app;
    private readonly IReadOnlyList<QueryToken> _tokens;
    private int _at;
    private int _nesting;

    private QueryParser(AppDefinition app, string query)
    {
        _app = app;
        _tokens = QueryLexer.Split(query);
    }

    private QueryToken Current => _tokens[_at];

    /// <exception cref="KintoneException">The codes of kintone.md §3.4 for queries; <c>CB_VA01</c> for broken syntax.</exception>
    public static RecordQuery Parse(AppDefinition app, string? query) => new QueryParser(app, query ?? "").Query();

    private RecordQuery Query()
    {
        Func<StoredRecord, bool> where = StartsTail() ? _ => true : Either();
        var order = TakeWord("order") ? Order() : [];
        int? limit = null, offset = null;
        while (Current.Kind != QueryTokenKind.End)
        {
            if (limit is null && TakeWord("limit"))
            {
                limit = Number() is { } number and <= MaxLimit ? number : throw KintoneErrors.LimitTooLarge();
            }
            else if (offset is null && TakeWord("offset"))
            {
                offset = Number() is { } number and <= MaxOffset ? number : throw KintoneErrors.OffsetTooLarge();
            }
            else
            {
                throw Unexpected();
            }
        }

        return new RecordQuery(where, order, limit, offset);
    }

    private bool StartsTail() =>
        Current.Kind == QueryTokenKind.End || ((Current.IsWord("order") || Current.IsWord("limit") || Current.IsWord("offset")) && _tokens[_at + 1].Kind == QueryTokenKind.Word);

    private Func<StoredRecord, bool> Either()
    {
        var left = Both();
        while (TakeWord("or"))
        {
            var (first, second) = (left, Both());
            left = record => first(record) || second(record);
        }

        return left;
    }

    private Func<StoredRecord, bool> Both()
    {
        var left = Single();
        while (TakeWord("and"))
        {
            var (first, second) = (left, Single());
            left = record => first(record) && second(record);
        }

        return left;
    }

    private Func<StoredRecord, bool> Single()
    {
        if (!TakeSymbol("("))
        {
            return Condition();
        }

        if (++_nesting > MaxNesting)
        {
            throw Unexpected();
        }

        var inner = Either();
        _nesting--;
        return TakeSymbol(")") ? inner : throw Unexpected();
    }

    private Func<StoredRecord, bool> Condition()
    {
        var field = QueryField.Of(_app, Word());
        var op = Operator();
        if (op is not ("in" or "not in"))
        {
            return QueryCondition.Of(field, op, [Operand()]);
        }

        List<string> operands = [];
        if (!TakeSymbol("("))
        {
            throw Unexpected();
        }

        do
        {
            operands.Add(Operand());
        }
        while (TakeSymbol(","));
        return TakeSymbol(")") ? QueryCondition.Of(field, op, operands) : throw Unexpected();
    }

    private string Operator()
    {
        if (Current.Kind == QueryTokenKind.Symbol && Current.Value is "=" or "!=" or "<" or ">" or "<=" or ">=")
        {
            return _tokens[_at++].Value;
        }

        var not = TakeWord("not") ? "not " : "";
        return TakeWord("in") ? $"{not}in" : TakeWord("like") ? $"{not}like" : throw Unexpected();
    }

    private string Operand() => Current.Kind is QueryTokenKind.Text or QueryTokenKind.Word ? _tokens[_at++].Value : throw Unexpected();

    private List<QueryOrder> Order()
    {
        if (!TakeWord("by"))
        {
            throw Unexpected();
        }

        List<QueryOrder> order = [];
        do
        {
            var field = QueryField.Of(_app, Word());
            order.Add(new QueryOrder(field, !TakeWord("asc") && TakeWord("desc")));
        }
        while (TakeSymbol(","));
        return order;
    }

    private string Word() => Current.Kind == QueryTokenKind.Word ? _tokens[_at++].Value : throw Unexpected();

    private int? Number() => int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool TakeWord(string word) => Take(Current.IsWord(word));

    private bool TakeSymbol(string symbol) => Take(Current.IsSymbol(symbol));

    private bool Take(bool matches)
    {
        _at += matches ? 1 : 0;
        return matches;
    }

    private KintoneException Unexpected() => KintoneErrors.Validation("query", $"クエリ記法が間違っています。({Current.Kind}, {_at + 1}番目)");
}
