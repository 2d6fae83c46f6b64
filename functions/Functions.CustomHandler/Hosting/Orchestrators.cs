using System.Reflection;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;
using Functions.CustomHandler.Invocation;
using Functions.CustomHandler.Manifest;

namespace Functions.CustomHandler.Hosting;

/// <summary>Makes what the executor runs from the methods of orchestrations: context and input in, task out.</summary>
internal static class Orchestrators
{
    private static readonly MethodInfo ReadInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    /// <summary>All of the app, under the names that the engine knows them by.</summary>
    public static OrchestratorRegistry Of(FunctionTable functions)
    {
        var registry = new OrchestratorRegistry();
        foreach (var function in functions.Invoked)
        {
            if (function.Trigger.Binding is OrchestrationTriggerAttribute trigger)
            {
                registry.Add(trigger.Orchestration ?? function.Name, Of(function));
            }
        }

        return registry;
    }

    private static Func<TaskOrchestrationContext, Task<object?>> Of(FunctionDescriptor function)
    {
        var method = function.Method;
        var parameters = method.GetParameters();
        return context =>
        {
            var arguments = parameters
                .Select(parameter => parameter.ParameterType == typeof(TaskOrchestrationContext) ? context : Input(context, parameter.ParameterType))
                .ToArray();
            return MethodCall.UnwrapAsync(method, MethodCall.Invoke(method, null, arguments));
        };
    }

    private static object? Input(TaskOrchestrationContext context, Type type) =>
        MethodCall.Invoke(ReadInput.MakeGenericMethod(type), context, []);
}
