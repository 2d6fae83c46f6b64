using Microsoft.Extensions.Logging;

namespace Functions.CustomHandler.Durable;

/// <summary>
/// What an orchestrator may use. Its code runs again from the start in every turn and must do the same each time: no clock,
/// randomness or I/O of its own, no awaiting of anything but this context's tasks (and combinations of them), no other threads,
/// no <c>ConfigureAwait(false)</c>. Shape and behaviour are those of the official .NET SDK (durable-protocol §8).
/// </summary>
public abstract class TaskOrchestrationContext
{
    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>The id of this execution; another one after each continue-as-new.</summary>
    public abstract string? ExecutionId { get; }

    /// <summary>The instance's version; null if it has none.</summary>
    public abstract string? Version { get; }

    /// <summary>The calling orchestration, or null for a root.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>True while the past is repeated: what is done for its effect outside (logging) is to be left out.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The time of the turn, UTC; it stands still between two turns and is the same in every replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>The app's loggers, for <see cref="CreateReplaySafeLogger(string)"/>.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input, read as <typeparamref name="T"/>; default if there is none.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity and gives its result.</summary>
    /// <exception cref="TaskFailedException">The activity failed (after its retries).</exception>
    public abstract Task<T> CallActivityAsync<T>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallActivityAsync{T}(TaskName, object?, TaskOptions?)"/>
    public Task<T> CallActivityAsync<T>(TaskName name, TaskOptions options) => CallActivityAsync<T>(name, null, options);

    /// <summary>Calls an activity whose result is not used.</summary>
    /// <exception cref="TaskFailedException">The activity failed (after its retries).</exception>
    public Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) => CallActivityAsync<object?>(name, input, options);

    /// <inheritdoc cref="CallActivityAsync(TaskName, object?, TaskOptions?)"/>
    public Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync<object?>(name, null, options);

    /// <summary>Runs another orchestration and gives its result. Without an id in the options the id is a deterministic one.</summary>
    /// <exception cref="TaskFailedException">The sub-orchestration failed or was terminated (after its retries).</exception>
    public abstract Task<T> CallSubOrchestratorAsync<T>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <inheritdoc cref="CallSubOrchestratorAsync{T}(TaskName, object?, TaskOptions?)"/>
    public Task<T> CallSubOrchestratorAsync<T>(TaskName orchestratorName, TaskOptions options) => CallSubOrchestratorAsync<T>(orchestratorName, null, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{T}(TaskName, object?, TaskOptions?)"/>
    public Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object?>(orchestratorName, input, options);

    /// <inheritdoc cref="CallSubOrchestratorAsync{T}(TaskName, object?, TaskOptions?)"/>
    public Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) => CallSubOrchestratorAsync<object?>(orchestratorName, null, options);

    /// <summary>
    /// A durable timer. One that is neither fired nor cancelled keeps the instance running after its code has returned
    /// (durable-protocol §8.7), so cancel what is no longer needed.
    /// </summary>
    public Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <inheritdoc cref="CreateTimer(TimeSpan, CancellationToken)"/>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for an event by name (case ignored). Several waiters of one name are served newest first, and a cancelled one keeps its
    /// place and swallows the event that reaches it: in loops keep one waiter and race it against a timer (durable-protocol §8.9).
    /// </summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event, at most for some time.</summary>
    /// <exception cref="TaskCanceledException">The time ran out.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event, at most for some time or until it is cancelled.</summary>
    /// <exception cref="TaskCanceledException">The time ran out, or it was cancelled.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerCancellation.Token);
        using var eventCancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = WaitForExternalEvent<T>(eventName, eventCancellation.Token);

        var winner = await Task.WhenAny(timer, wait);
        (winner == wait ? timerCancellation : eventCancellation).Cancel();
        return await wait;
    }

    /// <summary>Sends an event to another instance; it is not known whether that exists.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object? payload);

    /// <summary>What queries see as the instance's custom status; null clears it.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>
    /// Marks that the next execution starts with this input and an empty history once the code has returned; code after the call
    /// still runs (durable-protocol §8.12).
    /// </summary>
    public void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    /// <inheritdoc cref="ContinueAsNew(object?, bool)"/>
    public abstract void ContinueAsNew(ContinueAsNewOptions options);

    /// <summary>A GUID that is the same in every replay (durable-protocol §8.13).</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while the past is repeated.</summary>
    public ILogger CreateReplaySafeLogger(string categoryName) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(categoryName));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(type));

    /// <inheritdoc cref="CreateReplaySafeLogger(string)"/>
    public ILogger CreateReplaySafeLogger<T>() => CreateReplaySafeLogger(typeof(T));
}
