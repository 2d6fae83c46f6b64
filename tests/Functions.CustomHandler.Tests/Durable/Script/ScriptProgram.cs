using System.Runtime.ExceptionServices;
using System.Text.Json;
using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>
/// An orchestrator in the language of the recorded turns (<c>Fixtures/durable/README.md</c>), as code that runs on the same public
/// API as an app's orchestrators.
/// </summary>
internal sealed class ScriptProgram
{
    private readonly Statement _body;

    private ScriptProgram(Statement body) => _body = body;

    /// <summary>Runs a statement; the list holds the returned value once <c>return</c> was met.</summary>
    internal delegate Task<List<object?>?> Statement(ScriptScope scope);

    /// <param name="lines">The first line is the heading, <c>orchestrator Name(input)</c>.</param>
    public static ScriptProgram Read(IReadOnlyList<string> lines)
    {
        var at = 1;
        var body = Block(lines, ref at, indentation: 2);
        return at == lines.Count ? new ScriptProgram(body) : throw new FormatException($"'{lines[at]}' stands where no statement is expected.");
    }

    public async Task<object?> RunAsync(TaskOrchestrationContext context)
    {
        var scope = new ScriptScope(context, new() { ["input"] = ScriptValue.FromJson(context.GetInput<JsonElement>()) });
        return (await _body(scope))?[0];
    }

    private static Statement Block(IReadOnlyList<string> lines, ref int at, int indentation)
    {
        var statements = new List<Statement>();
        while (at < lines.Count && Indentation(lines[at]) == indentation)
        {
            statements.Add(One(lines, ref at, indentation));
        }

        return async scope =>
        {
            foreach (var statement in statements)
            {
                if (await statement(scope) is { } returned)
                {
                    return returned;
                }
            }

            return null;
        };
    }

    private static Statement One(IReadOnlyList<string> lines, ref int at, int indentation)
    {
        var tokens = new ScriptTokens(lines[at++]);
        var word = tokens.Current.Text;
        if (tokens.Peek(1).Text == "=" && tokens.Peek(2).Text == "async")
        {
            return Lane(word, Block(lines, ref at, indentation + 2));
        }

        if (tokens.Peek(1).Text == "=")
        {
            tokens.Take();
            tokens.Take();
            return Assignment(word, Rest(tokens));
        }

        return word switch
        {
            "if" when tokens.TryTake("if") => If(Rest(tokens), lines, ref at, indentation),
            "while" when tokens.TryTake("while") => While(Rest(tokens), Block(lines, ref at, indentation + 2)),
            "for" when tokens.TryTake("for") => For(tokens, lines, ref at, indentation),
            "try" when tokens.TryTake("try") => Try(lines, ref at, indentation),
            "throw" when tokens.TryTake("throw") => Throw(Rest(tokens)),
            "return" when tokens.TryTake("return") => Return(tokens.AtEnd ? _ => Task.FromResult<object?>(null) : Rest(tokens)),
            _ => Evaluation(Rest(tokens)),
        };
    }

    private static Expression Rest(ScriptTokens tokens)
    {
        var expression = new ScriptExpressions(tokens).Read();
        return tokens.AtEnd ? expression : throw tokens.Fault("the end of the line");
    }

    private static int Indentation(string line) => line.Length - line.TrimStart(' ').Length;

    private static Statement Evaluation(Expression expression) => async scope =>
    {
        await expression(scope);
        return null;
    };

    private static Statement Assignment(string name, Expression value) => async scope =>
    {
        scope.Variables[name] = await value(scope);
        return null;
    };

    private static Statement Return(Expression value) => async scope => [await value(scope)];

    private static Statement Throw(Expression error) => async scope =>
    {
        ExceptionDispatchInfo.Throw(((ScriptError)(await error(scope))!).Exception);
        return null;
    };

    private static Statement Lane(string name, Statement block) => scope =>
    {
        scope.Variables[name] = new ScriptTask(ResultAsync(scope.Copy()));
        return Task.FromResult<List<object?>?>(null);

        async Task<object?> ResultAsync(ScriptScope copy) => (await block(copy))?[0];
    };

    private static Statement If(Expression condition, IReadOnlyList<string> lines, ref int at, int indentation)
    {
        var yes = Block(lines, ref at, indentation + 2);
        Statement? no = null;
        if (at < lines.Count && Indentation(lines[at]) == indentation && lines[at].TrimStart().StartsWith("else", StringComparison.Ordinal))
        {
            var heading = lines[at++].TrimStart()["else".Length..].Trim();
            no = heading.StartsWith("if ", StringComparison.Ordinal)
                ? If(Rest(new ScriptTokens(heading[3..])), lines, ref at, indentation)
                : Block(lines, ref at, indentation + 2);
        }

        return async scope => ScriptValue.IsTrue(await condition(scope)) ? await yes(scope) : no is null ? null : await no(scope);
    }

    private static Statement While(Expression condition, Statement body) => async scope =>
    {
        while (ScriptValue.IsTrue(await condition(scope)))
        {
            if (await body(scope) is { } returned)
            {
                return returned;
            }
        }

        return null;
    };

    private static Statement For(ScriptTokens tokens, IReadOnlyList<string> lines, ref int at, int indentation)
    {
        var name = tokens.Take().Text;
        tokens.Expect("in");
        var list = Rest(tokens);
        var body = Block(lines, ref at, indentation + 2);
        return async scope =>
        {
            foreach (var item in ((List<object?>)(await list(scope))!).ToList())
            {
                scope.Variables[name] = item;
                if (await body(scope) is { } returned)
                {
                    return returned;
                }
            }

            return null;
        };
    }

    private static Statement Try(IReadOnlyList<string> lines, ref int at, int indentation)
    {
        var attempt = Block(lines, ref at, indentation + 2);
        var heading = new ScriptTokens(lines[at++]);
        heading.Expect("catch");
        var name = heading.AtEnd ? "e" : heading.Take().Text;
        var handler = Block(lines, ref at, indentation + 2);
        return async scope =>
        {
            try
            {
                return await attempt(scope);
            }
            catch (Exception error) when (error is not FormatException { StackTrace: null })
            {
                // The language's catch is for every error, as an orchestrator's own would be.
                scope.Variables[name] = new ScriptError(error);
            }

            return await handler(scope);
        };
    }
}
