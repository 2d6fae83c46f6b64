using System.Reflection;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Invocation;
using Functions.CustomHandler.Manifest;

namespace Functions.CustomHandler.Hosting;

/// <summary>Makes what the executor runs from the methods of orchestrations: context and input in, task out.</summary>
internal static class Orchestrators
{
    private static readonly MethodInfo ReadInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    /// <summary>By function name, ignoring case.</summary>
    public static IReadOnlyDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Of(FunctionTable functions) =>
        functions.Invoked.Where(function => function.Trigger.Binding is OrchestrationTriggerAttribute)
            .ToDictionary(function => function.Name, Of, StringComparer.OrdinalIgnoreCase);

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
