using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Durable;

/// <summary>The app's orchestrations and activities by their durable names, compared ignoring case (durable-protocol §2).</summary>
internal sealed class DurableFunctions
{
    private readonly Dictionary<string, FunctionDefinition> _orchestrations;
    private readonly Dictionary<string, FunctionDefinition> _activities;

    public DurableFunctions(AppDefinition app)
    {
        _orchestrations = ByName(app, "orchestrationTrigger", "orchestration");
        _activities = ByName(app, "activityTrigger", "activity");
    }

    public FunctionDefinition? Orchestration(string name) => _orchestrations.GetValueOrDefault(name);

    public FunctionDefinition? Activity(string name) => _activities.GetValueOrDefault(name);

    private static Dictionary<string, FunctionDefinition> ByName(AppDefinition app, string trigger, string property) =>
        app.WithTrigger(trigger).ToDictionary(
            function => function.Trigger.Text(property) is { Length: > 0 } name ? name : function.Name, StringComparer.OrdinalIgnoreCase);
}
