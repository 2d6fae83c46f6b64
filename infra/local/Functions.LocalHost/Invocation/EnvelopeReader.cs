using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>
/// Reads <c>{"Outputs":{…},"Logs":[…],"ReturnValue":…}</c> as leniently as the real host: names ignoring case, further members skipped,
/// members that come twice merged, an empty text in the place of an object taken as null.
/// </summary>
internal sealed class EnvelopeReader
{
    /// <summary>The deepest nesting that the real host's HTTP reader accepts.</summary>
    private const int MaxDepth = 256;

    private readonly JsonTokenReader _reader;
    private Dictionary<string, JsonToken>? _outputs;
    private List<string?>? _logs;
    private JsonToken? _returnValue;

    private EnvelopeReader(string text) => _reader = new JsonTokenReader(text, dates: true, MaxDepth);

    /// <summary>The envelope, or null when the text is empty, or the JSON text null: the real host then never completes the invocation.</summary>
    /// <exception cref="InvocationFailedException">In the words of the real host's reader.</exception>
    public static Envelope? Read(string text)
    {
        var reader = new EnvelopeReader(text);
        try
        {
            return reader.ReadEnvelope() ? new Envelope(reader._outputs, reader._logs ?? [], reader._returnValue) : null;
        }
        catch (JsonTokenException fault)
        {
            throw new InvocationFailedException(fault.AtEnd ? FailureTypes.JsonSerialization : FailureTypes.JsonReader, fault.Message);
        }
    }

    private bool ReadEnvelope()
    {
        if (_reader.AtEnd() || IsNull("Microsoft.Azure.WebJobs.Script.Workers.Http.HttpScriptInvocationResult", '{'))
        {
            return false;
        }

        _reader.ReadMembers(ReadMember);
        return true;
    }

    private void ReadMember(string name)
    {
        if (name.Equals("Outputs", StringComparison.OrdinalIgnoreCase))
        {
            ReadOutputs();
        }
        else if (name.Equals("Logs", StringComparison.OrdinalIgnoreCase))
        {
            ReadLogs();
        }
        else if (name.Equals("ReturnValue", StringComparison.OrdinalIgnoreCase))
        {
            _returnValue = ReadToken() is { } token and not JsonToken.Null ? token : null;
        }
        else
        {
            _reader.ReadValue();
        }
    }

    private void ReadOutputs()
    {
        if (IsNull("System.Collections.Generic.IDictionary`2[System.String,System.Object]", '{'))
        {
            _outputs = null;
            return;
        }

        _outputs ??= [];
        _reader.ReadMembers(name => _outputs[name] = ReadToken());
    }

    private void ReadLogs()
    {
        if (IsNull("System.Collections.Generic.List`1[System.String]", '['))
        {
            _logs = null;
            return;
        }

        _logs ??= [];
        _reader.ReadItems(() => _logs.Add(_reader.ReadScalarText()));
    }

    // True when the value is taken and counts as null; false when a value of the right kind is next.
    private bool IsNull(string type, char open)
    {
        var next = _reader.Peek();
        if (next == open)
        {
            return false;
        }

        if (next is '{' or '[')
        {
            throw new InvocationFailedException(
                FailureTypes.JsonSerialization,
                $"Cannot deserialize the current JSON {(next == '{' ? "object" : "array")} into type '{type}'.");
        }

        return _reader.ReadValue() is JsonToken.Null or JsonToken.Text { Value: "" }
            ? true
            : throw new InvocationFailedException(FailureTypes.JsonSerialization, $"Error converting a value to type '{type}'.");
    }

    private JsonToken ReadToken()
    {
        var container = _reader.Peek() is '{' or '[';
        try
        {
            return _reader.ReadValue();
        }
        catch (JsonTokenException fault) when (fault.AtEnd && container)
        {
            throw new InvocationFailedException(FailureTypes.JsonWriter, "Unexpected end when reading token.");
        }
    }
}
