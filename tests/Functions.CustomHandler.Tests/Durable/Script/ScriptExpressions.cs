namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>Evaluates an expression; asynchronous because any part of one may await.</summary>
internal delegate Task<object?> Expression(ScriptScope scope);

/// <summary>Reads expressions: <c>or</c>, <c>and</c>, <c>not</c>, comparison, sum, product, <c>await</c>, then members, items and calls.</summary>
internal sealed class ScriptExpressions(ScriptTokens tokens)
{
    public Expression Read() => Or();

    private static Expression Binary(Expression left, Expression right, Func<object?, object?, object?> combine) =>
        async scope => combine(await left(scope), await right(scope));

    private Expression Or()
    {
        var left = And();
        while (tokens.TryTake("or"))
        {
            var (first, second) = (left, And());
            left = async scope => ScriptValue.IsTrue(await first(scope)) || ScriptValue.IsTrue(await second(scope));
        }

        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (tokens.TryTake("and"))
        {
            var (first, second) = (left, Not());
            left = async scope => ScriptValue.IsTrue(await first(scope)) && ScriptValue.IsTrue(await second(scope));
        }

        return left;
    }

    private Expression Not()
    {
        if (!tokens.TryTake("not"))
        {
            return Comparison();
        }

        var inner = Not();
        return async scope => !ScriptValue.IsTrue(await inner(scope));
    }

    private Expression Comparison()
    {
        var left = Sum();
        return tokens.Current.Text switch
        {
            "==" when tokens.TryTake("==") => Binary(left, Sum(), (a, b) => ScriptValue.AreEqual(a, b)),
            "!=" when tokens.TryTake("!=") => Binary(left, Sum(), (a, b) => !ScriptValue.AreEqual(a, b)),
            "<=" when tokens.TryTake("<=") => Binary(left, Sum(), (a, b) => (decimal)a! <= (decimal)b!),
            ">=" when tokens.TryTake(">=") => Binary(left, Sum(), (a, b) => (decimal)a! >= (decimal)b!),
            "<" when tokens.TryTake("<") => Binary(left, Sum(), (a, b) => (decimal)a! < (decimal)b!),
            ">" when tokens.TryTake(">") => Binary(left, Sum(), (a, b) => (decimal)a! > (decimal)b!),
            _ => left,
        };
    }

    private Expression Sum()
    {
        var left = Product();
        while (true)
        {
            if (tokens.TryTake("+"))
            {
                left = Binary(left, Product(), ScriptValue.Add);
            }
            else if (tokens.TryTake("-"))
            {
                left = Binary(left, Product(), (a, b) => (decimal)a! - (decimal)b!);
            }
            else
            {
                return left;
            }
        }
    }

    private Expression Product()
    {
        var left = Unary();
        while (true)
        {
            if (tokens.TryTake("*"))
            {
                left = Binary(left, Unary(), (a, b) => (decimal)a! * (decimal)b!);
            }
            else if (tokens.TryTake("/"))
            {
                left = Binary(left, Unary(), (a, b) => (decimal)a! / (decimal)b!);
            }
            else if (tokens.TryTake("%"))
            {
                left = Binary(left, Unary(), (a, b) => (decimal)a! % (decimal)b!);
            }
            else
            {
                return left;
            }
        }
    }

    private Expression Unary()
    {
        if (tokens.TryTake("await"))
        {
            var task = Unary();
            return async scope => await ((ScriptTask)(await task(scope))!).Task;
        }

        if (tokens.TryTake("-"))
        {
            var number = Unary();
            return async scope => -(decimal)(await number(scope))!;
        }

        return Postfix(Primary());
    }

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            if (tokens.TryTake("."))
            {
                var (inner, name) = (value, tokens.Take().Text);
                value = async scope => ScriptValue.Member(await inner(scope), name);
            }
            else if (tokens.TryTake("["))
            {
                var (inner, index) = (value, Read());
                tokens.Expect("]");
                value = Binary(inner, index, ScriptValue.Item);
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Primary()
    {
        if (tokens.TryTake("("))
        {
            var inner = Read();
            tokens.Expect(")");
            return inner;
        }

        if (tokens.TryTake("["))
        {
            return ListOf(Items("]"));
        }

        if (tokens.TryTake("{"))
        {
            return MapOf();
        }

        var token = tokens.Take();
        return token.Kind switch
        {
            ScriptTokens.Kind.Number or ScriptTokens.Kind.Text => _ => Task.FromResult(token.Value),
            ScriptTokens.Kind.Word when tokens.TryTake("(") => Call(token.Text),
            ScriptTokens.Kind.Word => Word(token.Text),
            _ => throw tokens.Fault("a value"),
        };
    }

    private static Expression Word(string name) => name switch
    {
        "null" => _ => Task.FromResult<object?>(null),
        "true" => _ => Task.FromResult<object?>(true),
        "false" => _ => Task.FromResult<object?>(false),
        _ => scope => scope.Variables.TryGetValue(name, out var value)
            ? Task.FromResult(value)
            : throw new FormatException($"'{name}' has no value."),
    };

    private List<Expression> Items(string end)
    {
        var items = new List<Expression>();
        while (!tokens.TryTake(end))
        {
            items.Add(Read());
            if (tokens.Current.Text != end)
            {
                tokens.Expect(",");
            }
        }

        return items;
    }

    private static Expression ListOf(List<Expression> items) => async scope =>
    {
        var list = new List<object?>(items.Count);
        foreach (var item in items)
        {
            list.Add(await item(scope));
        }

        return list;
    };

    private Expression MapOf()
    {
        var pairs = Pairs("}");
        return async scope => await Evaluated(pairs, scope);
    }

    private Expression Call(string function)
    {
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        while (!tokens.TryTake(")"))
        {
            if (tokens.Peek(1).Text == ":" && tokens.Current.Kind == ScriptTokens.Kind.Word)
            {
                named.AddRange(Pairs(")"));
                break;
            }

            positional.Add(Read());
            if (tokens.Current.Text != ")")
            {
                tokens.Expect(",");
            }
        }

        var arguments = ListOf(positional);
        return async scope => ScriptCalls.Call(function, scope, (List<object?>)(await arguments(scope))!, await Evaluated(named, scope));
    }

    private List<(string Name, Expression Value)> Pairs(string end)
    {
        var pairs = new List<(string, Expression)>();
        while (!tokens.TryTake(end))
        {
            var name = tokens.Take().Text;
            tokens.Expect(":");
            pairs.Add((name, Read()));
            if (tokens.Current.Text != end)
            {
                tokens.Expect(",");
            }
        }

        return pairs;
    }

    private static async Task<Dictionary<string, object?>> Evaluated(List<(string Name, Expression Value)> pairs, ScriptScope scope)
    {
        var map = new Dictionary<string, object?>();
        foreach (var (name, value) in pairs)
        {
            map[name] = await value(scope);
        }

        return map;
    }
}
