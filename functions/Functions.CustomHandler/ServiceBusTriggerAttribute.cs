namespace Functions.CustomHandler;

/// <summary>Starts a function for each message of a queue: peek-lock, completed by the host when the function succeeds (functions-custom-handler §6.4).</summary>
/// <param name="queueName">The queue; its dead letters with <c>/$DeadLetterQueue</c> behind the name.</param>
public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The setting (or group of settings) that says which namespace; <c>AzureWebJobsServiceBus</c> when null.</summary>
    public string? Connection { get; set; }

    public override string Type => "serviceBusTrigger";

    public override IEnumerable<KeyValuePair<string, object?>> Properties =>
        [new("queueName", QueueName), new("connection", Connection), new("dataType", "string")];
}
