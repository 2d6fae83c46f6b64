namespace Functions.LocalHost.Durable.Instances;

/// <summary>The rules for instance ids (durable-protocol §6.2).</summary>
internal static class InstanceIds
{
    /// <summary>What is wrong with the id, or null.</summary>
    public static string? Fault(string id) => id switch
    {
        "" => "An instance id is missing.",
        { Length: > InstanceKey.MaxLength } => $"The instance id has {id.Length} characters, at most {InstanceKey.MaxLength} are allowed.",
        ['@', ..] => "The instance id starts with @, which is kept for entities.",
        _ => id.AsSpan().IndexOfAny(@"/\#?") is var place && place >= 0
            ? $"The instance id holds '{id[place]}' at position {place}; / \\ # ? are not allowed."
            : id.Any(char.IsControl) ? "The instance id holds a control character." : null,
    };
}
