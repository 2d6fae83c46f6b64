namespace Functions.LocalHost.Durable.Activities;

/// <summary>One activity to carry out.</summary>
/// <param name="Input">JSON text, or null for none.</param>
internal sealed record ActivityWork(string InstanceId, string ExecutionId, int TaskId, string Name, string? Input);
