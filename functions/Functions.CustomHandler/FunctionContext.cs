using System.Text.Json;

namespace Functions.CustomHandler;

/// <summary>One invocation of a function, for parameters of this type.</summary>
public sealed class FunctionContext
{
    internal FunctionContext(string name, string invocationId, IReadOnlyDictionary<string, JsonElement> bindingData, IServiceProvider services, CancellationToken cancellationToken)
    {
        FunctionName = name;
        InvocationId = invocationId;
        BindingData = bindingData;
        InstanceServices = services;
        CancellationToken = cancellationToken;
    }

    public string FunctionName { get; }

    /// <summary>New for every attempt.</summary>
    public string InvocationId { get; }

    /// <summary>
    /// The trigger's metadata, keys compared ignoring case, values decoded. Properties of a JSON message overwrite system entries of the same
    /// name: whoever may write the message may write these. Never decide by it what a message's author must not influence (§3.2).
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> BindingData { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public IServiceProvider InstanceServices { get; }

    /// <summary>Cancelled a little before the host's time-out would kill the process.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>A metadata value as text: the text itself, or a number's digits; null when it is not there.</summary>
    public string? BindingText(string key) => !BindingData.TryGetValue(key, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.GetRawText(),
    };
}
