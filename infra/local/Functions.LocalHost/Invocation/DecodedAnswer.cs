using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Invocation;

/// <summary>An answer after the decoding rules (functions-custom-handler §3.4).</summary>
/// <param name="Outputs">What <c>Outputs</c> held for the declared output bindings, decoded; null values are not there.</param>
/// <param name="ReturnValue">Decoded when <c>$return</c> is declared, raw when not; null when missing or null.</param>
/// <param name="Given">What each output binding is really given, in the order of the bindings. One that is missing here is not called.</param>
internal sealed record DecodedAnswer(
    IReadOnlyDictionary<string, OutputValue> Outputs,
    OutputValue? ReturnValue,
    IReadOnlyList<GivenOutput> Given);

/// <summary>One output binding and its value.</summary>
internal sealed record GivenOutput(BindingDefinition Binding, OutputValue Value);
