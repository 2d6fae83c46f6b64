using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>Failures between exceptions, the public <see cref="TaskFailureDetails"/> and the wire.</summary>
internal static partial class Failures
{
    /// <summary>An inner failure of this type makes the extension repeat the turn for ever (§3.5).</summary>
    public const string AbortAndRetryType = "System.OutOfMemoryException";

    private const int LongestChain = 20;
    private const int LongestStackTrace = 8_000;

    /// <summary>
    /// The failure of an awaited task. Understands the details as sent, none at all, and the reason phrase of a failed function
    /// (§4.3, way A), which stands somewhere in the chain.
    /// </summary>
    public static TaskFailureDetails FromWire(P.TaskFailureDetails? details)
    {
        if (details is null)
        {
            return new TaskFailureDetails(TaskFailureDetails.Unknown, TaskFailureDetails.Unknown);
        }

        var asSent = Copy(details, depth: 0)!;
        return FromReasonPhrase(asSent) ?? asSent;
    }

    /// <summary>Details as they were sent.</summary>
    public static TaskFailureDetails? AsSent(P.TaskFailureDetails? details) => Copy(details, depth: 0);

    /// <summary>What a failed orchestration answers. An unhandled failed task stays visible as the inner failure, its custom data also outside.</summary>
    public static P.TaskFailureDetails ToWire(Exception exception) => ToWire(exception, depth: 0);

    /// <summary>Details as data on the wire.</summary>
    public static P.TaskFailureDetails ToWire(TaskFailureDetails details)
    {
        var wire = new P.TaskFailureDetails
        {
            ErrorType = details.ErrorType,
            ErrorMessage = details.ErrorMessage,
            StackTrace = details.StackTrace,
            InnerFailure = details.InnerFailure is { } inner ? ToWire(inner) : null,
            IsNonRetriable = details.IsNonRetriable,
        };
        AddProperties(wire.Properties, details.Properties);
        return wire;
    }

    /// <summary>The failure as a retry policy sees it.</summary>
    public static TaskFailureDetails Of(Exception exception) => exception is TaskFailedException failed
        ? failed.FailureDetails
        : Copy(ToWire(exception), depth: 0)!;

    private static P.TaskFailureDetails ToWire(Exception exception, int depth)
    {
        var wire = new P.TaskFailureDetails
        {
            ErrorType = exception is ActivityFailureException typed ? typed.Type : TypeName(exception),
            ErrorMessage = exception.Message,
            StackTrace = Bounded(exception.StackTrace),
            IsNonRetriable = exception is ActivityFailureException { NonRetriable: true },
        };
        if (exception is TaskFailedException failed)
        {
            wire.InnerFailure = ToWire(Genuine(failed.FailureDetails));
            AddProperties(wire.Properties, failed.FailureDetails.Properties);
        }
        else if (exception.InnerException is { } inner && depth < LongestChain)
        {
            wire.InnerFailure = ToWire(inner, depth + 1);
            wire.InnerFailure.ErrorType = NotAbort(wire.InnerFailure.ErrorType);
        }

        return wire;
    }

    // The flag is about the task, not about the orchestration that did not handle it; the official SDK drops it, too. And an
    // activity that ran out of memory must not look like the request to repeat this turn.
    private static TaskFailureDetails Genuine(TaskFailureDetails details) => details with
    {
        ErrorType = NotAbort(details.ErrorType),
        IsNonRetriable = false,
        InnerFailure = details.InnerFailure is { } inner ? Genuine(inner) with { IsNonRetriable = inner.IsNonRetriable } : null,
    };

    private static string NotAbort(string errorType) => errorType == AbortAndRetryType ? "OutOfMemory" : errorType;

    private static string TypeName(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    private static string? Bounded(string? stackTrace) => stackTrace is { Length: > LongestStackTrace } ? stackTrace[..LongestStackTrace] : stackTrace;

    private static TaskFailureDetails? Copy(P.TaskFailureDetails? wire, int depth) => wire is null || depth > LongestChain
        ? null
        : new TaskFailureDetails(
            wire.ErrorType,
            wire.ErrorMessage,
            wire.StackTrace,
            Copy(wire.InnerFailure, depth + 1),
            wire.IsNonRetriable,
            wire.Properties.Count == 0 ? null : wire.Properties.ToDictionary(pair => pair.Key, pair => PropertyValues.FromWire(pair.Value)));

    private static void AddProperties(MapField<string, Value> wire, IReadOnlyDictionary<string, object?>? properties)
    {
        foreach (var (name, value) in properties ?? new Dictionary<string, object?>())
        {
            wire[name] = PropertyValues.ToWire(value);
        }
    }

    private static TaskFailureDetails? FromReasonPhrase(TaskFailureDetails details)
    {
        for (var level = details; level is not null; level = level.InnerFailure)
        {
            if (HttpFailure().Match(level.ErrorMessage) is { Success: true } match && ReasonPhrase.TryRead(match.Groups["phrase"].Value, out var type, out var message))
            {
                return new TaskFailureDetails(type, message, InnerFailure: details);
            }
        }

        return null;
    }

    // The message of the host's HTTP client, which holds the reason phrase (§4.3).
    [GeneratedRegex(@"does not indicate success: [0-9]{3} \((?<phrase>[^()]{1,1000})\)", RegexOptions.CultureInvariant)]
    private static partial Regex HttpFailure();
}
