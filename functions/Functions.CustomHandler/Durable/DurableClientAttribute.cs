namespace Functions.CustomHandler.Durable;

/// <summary>
/// The <see cref="DurableTaskClient"/> parameter of a function with another trigger (input binding <c>durableClient</c>, durable-protocol §2, §6.1).
/// </summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub, where it is not the app's own.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that holds the connection of the task hub, where it is not the app's own.</summary>
    public string? ConnectionName { get; set; }

    public override string Type => "durableClient";

    public override IEnumerable<KeyValuePair<string, object?>> Properties => [new("taskHub", TaskHub), new("connectionName", ConnectionName)];
}
