using System.Globalization;
using System.Text.Json;
using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>The language's calls, on the public context that apps use as well.</summary>
internal static class ScriptCalls
{
    public static object? Call(string function, ScriptScope scope, List<object?> arguments, Dictionary<string, object?> named)
    {
        var context = scope.Context;
        return function switch
        {
            "activity" => Task(context.CallActivityAsync<JsonElement>(Text(arguments, 0), Argument(arguments, 1), ScriptOptions.ForActivity(named))),
            "sub" => Task(context.CallSubOrchestratorAsync<JsonElement>(Text(arguments, 0), Argument(arguments, 1), ScriptOptions.ForChild(named))),
            "delay" => Task(context.CreateTimer(Seconds(arguments[0]), Token(arguments, 1))),
            "timerAt" => Task(context.CreateTimer(Time(Text(arguments, 0)), Token(arguments, 1))),
            "event" when named.TryGetValue("timeout", out var timeout) => Task(context.WaitForExternalEvent<JsonElement>(Text(arguments, 0), Seconds(timeout))),
            "event" => Task(context.WaitForExternalEvent<JsonElement>(Text(arguments, 0), Token(arguments, 1))),
            "all" => new ScriptTask(AllAsync(Tasks(arguments[0]))),
            "any" => new ScriptTask(AnyAsync(Tasks(arguments[0]))),
            "newToken" => new CancellationTokenSource(),
            "error" => ScriptError.Make(Text(arguments, 0), Text(arguments, 1), (ScriptError?)named.GetValueOrDefault("cause")),
            "newGuid" => context.NewGuid().ToString(),
            "now" => context.CurrentUtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
            "isReplaying" => context.IsReplaying,
            "instanceId" => context.InstanceId,
            "name" => context.Name.Name,
            "version" => context.Version,
            "parentId" => context.Parent?.InstanceId,
            "parentName" => context.Parent?.Name.Name,
            "len" => (decimal)((List<object?>)arguments[0]!).Count,
            "range" => Enumerable.Range(0, (int)(decimal)arguments[0]!).Select(number => (object?)(decimal)number).ToList(),
            _ => Do(function, scope.Context, arguments, named),
        };
    }

    public static TimeSpan Seconds(object? value) => TimeSpan.FromMilliseconds((double)((decimal)value! * 1000));

    private static object? Do(string function, TaskOrchestrationContext context, List<object?> arguments, Dictionary<string, object?> named)
    {
        switch (function)
        {
            case "cancel":
                ((CancellationTokenSource)arguments[0]!).Cancel();
                break;
            case "sendEvent":
                context.SendEvent(Text(arguments, 0), Text(arguments, 1), Argument(arguments, 2));
                break;
            case "continueAsNew":
                context.ContinueAsNew(new ContinueAsNewOptions
                {
                    NewInput = Argument(arguments, 0),
                    PreserveUnprocessedEvents = named.GetValueOrDefault("preserve") is not false,
                    NewVersion = (string?)named.GetValueOrDefault("version"),
                });
                break;
            case "setStatus":
                context.SetCustomStatus(arguments[0]);
                break;
            case "append":
                ((List<object?>)arguments[0]!).Add(arguments[1]);
                break;
            default:
                throw new FormatException($"There is no call '{function}'.");
        }

        return null;
    }

    private static object? Argument(List<object?> arguments, int index) => index < arguments.Count ? arguments[index] : null;

    private static string Text(List<object?> arguments, int index) => (string)arguments[index]!;

    private static CancellationToken Token(List<object?> arguments, int index) => (Argument(arguments, index) as CancellationTokenSource)?.Token ?? CancellationToken.None;

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static List<ScriptTask> Tasks(object? list) => ((List<object?>)list!).Cast<ScriptTask>().ToList();

    private static ScriptTask Task(Task<JsonElement> task)
    {
        return new ScriptTask(ValueAsync());

        async Task<object?> ValueAsync() => ScriptValue.FromJson(await task);
    }

    private static ScriptTask Task(Task task)
    {
        return new ScriptTask(NothingAsync());

        async Task<object?> NothingAsync()
        {
            await task;
            return null;
        }
    }

    private static async Task<object?> AllAsync(List<ScriptTask> tasks) => (await System.Threading.Tasks.Task.WhenAll(tasks.Select(task => task.Task))).ToList();

    private static async Task<object?> AnyAsync(List<ScriptTask> tasks)
    {
        var first = await System.Threading.Tasks.Task.WhenAny(tasks.Select(task => task.Task));
        return tasks.First(task => task.Task == first);
    }
}
