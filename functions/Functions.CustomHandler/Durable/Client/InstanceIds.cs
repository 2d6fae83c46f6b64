namespace Functions.CustomHandler.Durable.Client;

/// <summary>The rule for instance ids (durable-protocol §6.2), checked before the engine is asked.</summary>
internal static class InstanceIds
{
    private const int Longest = 256;

    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    public static string Checked(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var fault = instanceId switch
        {
            { Length: > Longest } => $"is longer than {Longest} characters",
            ['@', ..] => "begins with '@'",
            _ when instanceId.IndexOfAny(['/', '\\', '#', '?']) is >= 0 and var at => $"holds '{instanceId[at]}'",
            _ when instanceId.Any(char.IsControl) => "holds a control character",
            _ => null,
        };
        return fault is null ? instanceId : throw new ArgumentException($"The instance id {fault}, which the engine does not allow.", nameof(instanceId));
    }
}
