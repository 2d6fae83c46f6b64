using System.Buffers;
using System.Text.Json;

namespace Functions.CustomHandler.Invocation;

/// <summary>The body of an answer: <c>{"Outputs":{},"ReturnValue":…}</c>; an object even when there is nothing to say (functions-custom-handler §3.3).</summary>
internal static class InvocationResponse
{
    /// <param name="returnValue">What a trigger with an implicit return value gets, as a JSON string; null for nothing.</param>
    public static ReadOnlyMemory<byte> Write(string? returnValue)
    {
        var buffer = new ArrayBufferWriter<byte>((returnValue?.Length ?? 0) + 64);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("Outputs");
            json.WriteEndObject();
            if (returnValue is not null)
            {
                json.WriteString("ReturnValue", returnValue);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
