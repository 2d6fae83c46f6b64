namespace Billing.Sandbox.Kintone.Queries;

internal enum QueryTokenKind
{
    Word,
    Text,
    Symbol,
    End,
}

/// <summary>One token of a query: a word (field code, keyword, number), a text in double quotes, or a symbol.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Value)
{
    public bool IsWord(string word) => Kind == QueryTokenKind.Word && string.Equals(Value, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == QueryTokenKind.Symbol && Value == symbol;
}
