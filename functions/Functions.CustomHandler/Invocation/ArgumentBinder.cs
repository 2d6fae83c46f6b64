using System.Reflection;
using System.Text.Json;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Manifest;

using Microsoft.Extensions.DependencyInjection;

namespace Functions.CustomHandler.Invocation;

/// <summary>Makes the arguments of a function's method from an invocation: bound values by their bindings, everything else from the services.</summary>
internal static class ArgumentBinder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <exception cref="InvocationFormatException">A value does not fit its parameter.</exception>
    public static object?[] Bind(FunctionDescriptor function, InvocationRequest request, FunctionContext context) =>
        [.. function.Method.GetParameters().Select(parameter => Bind(function, parameter, request, context))];

    private static object? Bind(FunctionDescriptor function, ParameterInfo parameter, InvocationRequest request, FunctionContext context)
    {
        var bound = parameter == function.Trigger.Parameter ? function.Trigger : function.Inputs.FirstOrDefault(input => input.Parameter == parameter);
        if (bound is not null)
        {
            return BindValue(bound, request, context.InstanceServices);
        }

        return parameter.ParameterType == typeof(FunctionContext) ? context
            : parameter.ParameterType == typeof(CancellationToken) ? context.CancellationToken
            : context.InstanceServices.GetRequiredService(parameter.ParameterType);
    }

    private static object? BindValue(BoundParameter bound, InvocationRequest request, IServiceProvider services)
    {
        var wire = request.Data(bound.Name);
        try
        {
            return bound.Binding switch
            {
                DurableClientAttribute => services.GetRequiredService<DurableClientFactory>().Create(WireText.DecodeText(wire) ?? ""),
                ActivityTriggerAttribute => WireText.DecodeText(wire) is { } input ? JsonSerializer.Deserialize(input, bound.Parameter.ParameterType, DurableJson.Options) : null,
                TimerTriggerAttribute => WireText.Decode(wire).Deserialize(bound.Parameter.ParameterType, Json),
                _ => BindMessage(wire, bound.Parameter.ParameterType),
            };
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            throw new InvocationFormatException(bound.Name, bound.Parameter.ParameterType, wire.ValueKind, wrong);
        }
    }

    private static object? BindMessage(JsonElement wire, Type type)
    {
        if (type == typeof(byte[]))
        {
            return WireText.DecodeBytes(wire);
        }

        var text = WireText.DecodeText(wire);
        return type == typeof(string) || text is null ? text : JsonSerializer.Deserialize(text, type, Json);
    }
}

/// <summary>A value of an invocation does not fit the parameter it is for. The value itself is not quoted.</summary>
internal sealed class InvocationFormatException(string binding, Type expected, JsonValueKind found, Exception cause)
    : Exception($"The value of the binding '{binding}' ({found}) is not a {expected.Name}.", cause);
