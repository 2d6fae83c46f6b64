using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>The context that an orchestrator's code sees in one turn.</summary>
internal sealed class ReplayContext(
    string instanceId,
    P.ExecutionStartedEvent started,
    string? executionId,
    string defaultVersion,
    TurnActions actions,
    ExternalEvents events,
    OrchestratorThread thread,
    ILoggerFactory loggers) : TaskOrchestrationContext
{
    /// <summary>Longer timers are made of several: the storage behind the engine has a limit (6 days), and the extension does not split (§8.8).</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(3);

    private DateTime _now = new(0, DateTimeKind.Utc);
    private bool _replaying = true;
    private int _guids;
    private object? _customStatus;

    public override TaskName Name { get; } = new(started.Name);

    public override string InstanceId => instanceId;

    public override string? ExecutionId => executionId;

    public override string? Version => started.Version;

    public override ParentOrchestrationInstance? Parent { get; } = started.ParentInstance is { } parent
        ? new ParentOrchestrationInstance(parent.Name ?? string.Empty, parent.OrchestrationInstance?.InstanceId ?? string.Empty)
        : null;

    public override bool IsReplaying => _replaying;

    public override DateTime CurrentUtcDateTime => _now;

    /// <summary>The continue-as-new that the code has asked for, or null.</summary>
    public NextExecution? Next { get; private set; }

    /// <summary>The whole current status, as JSON text (§8.6).</summary>
    public string? SerializedCustomStatus => DurableJson.Serialize(_customStatus);

    protected override ILoggerFactory LoggerFactory => loggers;

    public void SetTime(DateTime utc) => _now = utc;

    public void StopReplaying() => _replaying = false;

    public override T? GetInput<T>()
        where T : default => DurableJson.Deserialize<T>(started.Input, $"The input of orchestration '{started.Name}'");

    public override async Task<T> CallActivityAsync<T>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        thread.Check(nameof(CallActivityAsync));
        RefuseOptionsAsInput(input, options);
        var serializedInput = DurableJson.Serialize(input);
        return await CallAsync(options, async () =>
        {
            var task = actions.Open(new P.OrchestratorAction
            {
                ScheduleTask = new P.ScheduleTaskAction
                {
                    Name = name,
                    Version = options?.Version?.Version ?? Version,
                    Input = serializedInput,
                    Tags = { Tags(options) },
                },
            });
            return DurableJson.Deserialize<T>(await task.Task, $"The result of activity '{name}'")!;
        });
    }

    public override async Task<T> CallSubOrchestratorAsync<T>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        thread.Check(nameof(CallSubOrchestratorAsync));
        RefuseOptionsAsInput(input, options);
        var childId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var serializedInput = DurableJson.Serialize(input);
        return await CallAsync(options, async () =>
        {
            var task = actions.Open(new P.OrchestratorAction
            {
                CreateSubOrchestration = new P.CreateSubOrchestrationAction
                {
                    InstanceId = childId,
                    Name = orchestratorName,
                    Version = options?.Version?.Version ?? defaultVersion,
                    Input = serializedInput,
                    Tags = { Tags(options) },
                },
            });
            return DurableJson.Deserialize<T>(await task.Task, $"The result of sub-orchestration '{orchestratorName}'")!;
        });
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Check(nameof(CreateTimer));
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        while (due - _now > LongestTimer && !cancellationToken.IsCancellationRequested)
        {
            await OneTimer(_now + LongestTimer, cancellationToken);
        }

        await OneTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        thread.Check(nameof(WaitForExternalEvent));
        var waiter = events.Wait<T>(eventName);
        if (cancellationToken.CanBeCanceled && waiter.IsWaiting)
        {
            waiter.Cancellation = cancellationToken.UnsafeRegister(OnCancelled, new Action(() => waiter.Cancel(cancellationToken)));
        }

        return waiter.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object? payload)
    {
        thread.Check(nameof(SendEvent));
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        SendRaw(instanceId, eventName, DurableJson.Serialize(payload));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Check(nameof(SetCustomStatus));
        _customStatus = customStatus;
    }

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        thread.Check(nameof(ContinueAsNew));
        ArgumentNullException.ThrowIfNull(options);
        var earlier = Next?.Events ?? [];
        Next = new NextExecution(DurableJson.Serialize(options.NewInput), options.NewVersion);
        Next.Events.AddRange(earlier);
        if (!options.PreserveUnprocessedEvents)
        {
            return;
        }

        // As the official SDK does: what was buffered goes to the own instance as sent events, which take ids.
        foreach (var (name, payload) in events.TakeBuffered())
        {
            SendRaw(InstanceId, name, payload);
        }
    }

    public override Guid NewGuid()
    {
        thread.Check(nameof(NewGuid));
        return NameBasedGuid.Create(InstanceId, _now, _guids++);
    }

    // Overloads take the options second, the input first: a mix-up would be sent as an input.
    private static void RefuseOptionsAsInput(object? input, TaskOptions? options)
    {
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException("TaskOptions were given as the input. Name the argument 'options'.", nameof(input));
        }
    }

    private static MapField<string, string> Tags(TaskOptions? options)
    {
        var tags = new MapField<string, string>();
        foreach (var (name, value) in options?.Tags ?? new Dictionary<string, string>())
        {
            tags.Add(name, value);
        }

        return tags;
    }

    private Task<T> CallAsync<T>(TaskOptions? options, Func<Task<T>> call) => options?.Retry switch
    {
        { Policy: { } policy } => Retries.ByPolicyAsync(this, policy, call),
        { Handler: { } handler } => Retries.ByHandlerAsync(this, handler, call),
        _ => call(),
    };

    private Task<string?> OneTimer(DateTime due, CancellationToken cancellationToken)
    {
        var action = new P.OrchestratorAction { CreateTimer = new P.CreateTimerAction { FireAt = Timestamp.FromDateTime(due) } };
        var task = actions.Open(action);
        if (cancellationToken.CanBeCanceled)
        {
            task.Cancellation = cancellationToken.UnsafeRegister(OnCancelled, new Action(() => actions.Cancel(action)));
        }

        return task.Task;
    }

    private void SendRaw(string target, string eventName, string? payload) => actions.Add(new P.OrchestratorAction
    {
        SendEvent = new P.SendEventAction { Instance = new P.OrchestrationInstance { InstanceId = target }, Name = eventName, Data = payload },
    });

    private void OnCancelled(object? cancel)
    {
        if (thread.Accepts("cancelled a durable task from another thread, for example by a CancellationTokenSource with a time limit"))
        {
            ((Action)cancel!)();
        }
    }
}
