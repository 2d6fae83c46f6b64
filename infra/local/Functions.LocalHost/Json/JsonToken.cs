using System.Numerics;

namespace Functions.LocalHost.Json;

/// <summary>
/// JSON as the real host holds it: integers of any size, decimals as doubles, and, where the reader was told so,
/// strings that look like ISO dates as date values.
/// </summary>
internal abstract record JsonToken
{
    private JsonToken()
    {
    }

    /// <summary>Members in order of appearance, names unique (the last of several wins, in the place of the first).</summary>
    internal sealed record Object(IReadOnlyList<KeyValuePair<string, JsonToken>> Members) : JsonToken
    {
        /// <summary>The member of exactly that name, or null.</summary>
        public JsonToken? this[string name] => Members.FirstOrDefault(member => member.Key == name).Value;
    }

    internal sealed record Array(IReadOnlyList<JsonToken> Items) : JsonToken;

    internal sealed record Text(string Value) : JsonToken;

    internal sealed record Integer(BigInteger Value) : JsonToken;

    internal sealed record Number(double Value) : JsonToken;

    internal sealed record Bool(bool Value) : JsonToken;

    internal sealed record Date(DateTime Value) : JsonToken;

    internal sealed record Null : JsonToken;

    public static JsonToken Nothing { get; } = new Null();

    /// <summary>The compact JSON text, as Newtonsoft.Json writes it.</summary>
    public string ToJson() => JsonTokenWriter.Write(this, indented: false);

    /// <summary>The text inside when this is a string, else null.</summary>
    public string? AsText() => this is Text text ? text.Value : null;
}
