namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>A task as a value of the language.</summary>
internal sealed record ScriptTask(Task<object?> Task);
