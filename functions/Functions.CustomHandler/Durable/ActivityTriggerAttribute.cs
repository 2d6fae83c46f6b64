namespace Functions.CustomHandler.Durable;

/// <summary>The parameter that receives an activity's input; makes the function an activity (binding <c>activityTrigger</c>, durable-protocol §2).</summary>
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The name of the activity where it differs from the function's.</summary>
    public string? Activity { get; set; }

    public override string Type => "activityTrigger";

    public override IEnumerable<KeyValuePair<string, object?>> Properties => [new("activity", Activity)];
}
