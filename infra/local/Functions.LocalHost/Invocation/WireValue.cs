using System.Numerics;

using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>A value that a binding produced, by the kinds that the wire tells apart (functions-custom-handler §3.2).</summary>
internal abstract record WireValue
{
    private WireValue()
    {
    }

    internal sealed record Null : WireValue;

    /// <summary>A string; also Guid, Uri and TimeSpan in their text form.</summary>
    internal sealed record Text(string Value) : WireValue;

    /// <summary>Goes out as base64, once.</summary>
    internal sealed record Bytes(ReadOnlyMemory<byte> Value) : WireValue;

    /// <summary>Any integer; also an enum's number.</summary>
    internal sealed record Integer(BigInteger Value) : WireValue;

    internal sealed record Double(double Value) : WireValue;

    internal sealed record Decimal(decimal Value) : WireValue;

    internal sealed record Bool(bool Value) : WireValue;

    /// <summary>Cut to whole seconds, without zone whatever its kind.</summary>
    internal sealed record Date(DateTime Value) : WireValue;

    /// <summary>Cut to whole seconds, with its offset.</summary>
    internal sealed record Instant(DateTimeOffset Value) : WireValue;

    /// <summary>An object or array whose JSON text is already final.</summary>
    internal sealed record Raw(string Json) : WireValue;

    /// <summary>Parsed JSON, rendered compactly.</summary>
    internal sealed record Parsed(JsonToken Value) : WireValue;

    public static WireValue Nothing { get; } = new Null();

    /// <summary>A text, or <see cref="Null"/>.</summary>
    public static WireValue From(string? text) => text is null ? Nothing : new Text(text);
}
