using System.Text;

using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>Writes the body of an invocation, <c>{"Data":{…},"Metadata":{…}}</c> (functions-custom-handler §3.1).</summary>
internal static class RequestBody
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="data">The input bindings' values in the order of the bindings.</param>
    /// <param name="metadata">The trigger's binding data.</param>
    /// <exception cref="EncoderFallbackException">A value holds a lone surrogate: the real host cannot write it either.</exception>
    public static byte[] Encode(IEnumerable<KeyValuePair<string, WireValue>> data, BindingData metadata)
    {
        var text = new StringBuilder();
        text.Append("{\"Data\":");
        Append(text, data);
        text.Append(",\"Metadata\":");
        Append(text, metadata.OnTheWire);
        text.Append('}');
        return Strict.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, IEnumerable<KeyValuePair<string, WireValue>> entries)
    {
        var separator = '{';
        foreach (var (name, value) in entries)
        {
            text.Append(separator).Append(JsonTokenWriter.Quote(name)).Append(':').Append(WireEncoding.ToJson(value));
            separator = ',';
        }

        text.Append(separator == '{' ? "{}" : "}");
    }
}
