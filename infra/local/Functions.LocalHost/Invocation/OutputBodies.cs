using System.Text;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>The bytes that an output binding other than HTTP writes (functions-custom-handler §3.4, §7).</summary>
internal static class OutputBodies
{
    /// <exception cref="InvocationFailedException">The value cannot be written; the real host fails there too.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(BindingDefinition binding, OutputValue value) =>
        binding.Is("blob") ? [Blob(value)] : [.. Messages(binding, value)];

    // One value, or every item of an array; a text in braces or brackets is parsed first. Service Bus collects strings, and bytes
    // have no text but the name of their type; a queue takes them as they are.
    private static IEnumerable<ReadOnlyMemory<byte>> Messages(BindingDefinition binding, OutputValue value) => value switch
    {
        OutputValue.Bytes bytes => [binding.Is("serviceBus") ? Utf8("System.Byte[]") : bytes.Value],
        OutputValue.Json { Value: JsonToken.Array items } => Each(items),
        OutputValue.Json { Value: JsonToken.Text text } when JsonText.LooksLikeJson(text.Value) =>
            Parse(text.Value) is var token && token is JsonToken.Array items ? Each(items) : [Utf8(JsonText.Of(token))],
        OutputValue.Json json => [Utf8(JsonText.Of(json.Value))],
        _ => throw new InvocationFailedException(FailureTypes.InvalidOperation, $"Binding '{binding.Name}' of type '{binding.Type}' cannot write an HTTP answer."),
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Each(JsonToken.Array items) => items.Items.Select(item => Utf8(JsonText.Of(item)));

    private static JsonToken Parse(string text)
    {
        try
        {
            return JsonTokenReader.Parse(text, dates: true);
        }
        catch (JsonTokenException fault)
        {
            throw new InvocationFailedException(FailureTypes.JsonReader, fault.Message);
        }
    }

    // Integers are cut to 32 bit and written raw, as are booleans and doubles; other values have no bytes.
    private static ReadOnlyMemory<byte> Blob(OutputValue value) => value switch
    {
        OutputValue.Bytes bytes => bytes.Value,
        OutputValue.Json { Value: JsonToken.Text text } => Utf8(text.Value),
        OutputValue.Json { Value: JsonToken.Object or JsonToken.Array } json => Utf8(json.Value.ToJson()),
        OutputValue.Json { Value: JsonToken.Bool flag } => BitConverter.GetBytes(flag.Value),
        OutputValue.Json { Value: JsonToken.Number number } => BitConverter.GetBytes(number.Value),
        OutputValue.Json { Value: JsonToken.Integer number } when number.Value >= long.MinValue && number.Value <= long.MaxValue =>
            BitConverter.GetBytes(unchecked((int)(long)number.Value)),
        _ => throw new InvocationFailedException(FailureTypes.ArgumentNull, "Value cannot be null. (Parameter 'buffer')"),
    };

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
