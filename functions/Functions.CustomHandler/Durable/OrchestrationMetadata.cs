namespace Functions.CustomHandler.Durable;

/// <summary>What the engine knows of an instance. Inputs, outputs, custom status and failure are there only if they were asked for (durable-protocol §6.2).</summary>
public sealed record OrchestrationMetadata(string Name, string InstanceId)
{
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>JSON text.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>JSON text; of a terminated instance the reason.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>JSON text.</summary>
    public string? SerializedCustomStatus { get; init; }

    public TaskFailureDetails? FailureDetails { get; init; }

    public string? Version { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>True if the instance has ended, in whatever way.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed
        or OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Canceled;

    public T? ReadInputAs<T>() => DurableJson.Deserialize<T>(SerializedInput, $"The input of instance {InstanceId}");

    public T? ReadOutputAs<T>() => DurableJson.Deserialize<T>(SerializedOutput, $"The output of instance {InstanceId}");

    public T? ReadCustomStatusAs<T>() => DurableJson.Deserialize<T>(SerializedCustomStatus, $"The custom status of instance {InstanceId}");
}
