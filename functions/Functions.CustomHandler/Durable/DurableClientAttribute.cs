namespace Functions.CustomHandler.Durable;

/// <summary>
/// The <see cref="DurableTaskClient"/> parameter of a function with another trigger (input binding <c>durableClient</c>, durable-protocol §2, §6.1).
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : Attribute
{
    /// <summary>The task hub, where it is not the app's own.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that holds the connection of the task hub, where it is not the app's own.</summary>
    public string? ConnectionName { get; set; }
}
