using Functions.LocalHost.Definitions;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>Turns an envelope into what the output bindings get: the base64 rule, <c>$return</c>, members of a returned object (functions-custom-handler §3.4).</summary>
internal static class OutputDecoder
{
    /// <summary>The name of the binding whose value is <c>ReturnValue</c>.</summary>
    public const string ReturnName = "$return";

    /// <exception cref="InvocationFailedException">An HTTP output is not of the form that the real host expects.</exception>
    public static DecodedAnswer Decode(FunctionDefinition function, Envelope envelope)
    {
        var outputs = new Dictionary<string, OutputValue>(StringComparer.Ordinal);
        foreach (var binding in function.Outputs)
        {
            if (Output(binding, envelope.Outputs) is { } value)
            {
                outputs[binding.Name] = value;
            }
        }

        var declared = function.Outputs.FirstOrDefault(binding => binding.Name == ReturnName);
        var returned = envelope.ReturnValue is null ? null
            : declared is null ? new OutputValue.Json(envelope.ReturnValue)
            : Decode(declared, envelope.ReturnValue);
        return new DecodedAnswer(outputs, returned, [.. Given(function, outputs, returned, declared is not null)]);
    }

    private static IEnumerable<GivenOutput> Given(
        FunctionDefinition function, Dictionary<string, OutputValue> outputs, OutputValue? returned, bool declared)
    {
        var members = declared ? null : (returned as OutputValue.Json)?.Value as JsonToken.Object;
        foreach (var binding in function.Outputs)
        {
            var value = declared && binding.Name == ReturnName ? returned
                : members?[binding.Name] is { } member ? (member is JsonToken.Null ? null : new OutputValue.Json(member))
                : outputs.GetValueOrDefault(binding.Name);
            if (value is not null)
            {
                yield return new GivenOutput(binding, value);
            }
        }
    }

    private static OutputValue? Output(BindingDefinition binding, IReadOnlyDictionary<string, JsonToken>? outputs)
    {
        if (outputs is null)
        {
            return null;
        }

        var found = outputs.TryGetValue(binding.Name, out var value);
        if (binding.Is("http") && binding.Name != ReturnName)
        {
            return found ? HttpOutputReader.Read(value!) : new OutputValue.EmptyHttp();
        }

        return found ? Decode(binding, value!) : null;
    }

    private static OutputValue? Decode(BindingDefinition binding, JsonToken value)
    {
        if (value is JsonToken.Null)
        {
            return null;
        }

        var binary = string.Equals(binding.Text("dataType"), "binary", StringComparison.OrdinalIgnoreCase);
        return !binary && value is JsonToken.Text text && TryDecode(text.Value) is { } bytes
            ? new OutputValue.Bytes(bytes)
            : new OutputValue.Json(value);
    }

    // White space is skipped, and an empty text is valid base64 of nothing.
    private static byte[]? TryDecode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}
