using System.Reflection;

using Microsoft.Extensions.DependencyInjection;

namespace Functions.CustomHandler.Invocation;

/// <summary>Calls a function's method: makes the instance from the scope's services, unwraps tasks, lets exceptions through as they are.</summary>
internal static class MethodCall
{
    public static async Task<object?> InvokeAsync(MethodInfo method, object?[] arguments, IServiceProvider services)
    {
        var target = method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        try
        {
            return await UnwrapAsync(method, Invoke(method, target, arguments));
        }
        finally
        {
            await DisposeAsync(target);
        }
    }

    /// <summary>The method's result, or the task's. The continuation stays where the caller is: an orchestrator's context must be kept.</summary>
    public static async Task<object?> UnwrapAsync(MethodInfo method, object? returned)
    {
        if (returned is not Task task)
        {
            return returned;
        }

        await task;
        return method.ReturnType.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }

    public static object? Invoke(MethodInfo method, object? target, object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);

    private static async ValueTask DisposeAsync(object? target)
    {
        if (target is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (target as IDisposable)?.Dispose();
        }
    }
}
