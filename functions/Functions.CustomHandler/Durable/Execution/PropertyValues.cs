using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>The custom data of a failure between plain values (text, number, bool, null, lists, maps) and protobuf's JSON-like values.</summary>
internal static class PropertyValues
{
    public static object? FromWire(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.ListValue => value.ListValue.Values.Select(FromWire).ToList(),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.ToDictionary(pair => pair.Key, pair => FromWire(pair.Value)),
        _ => null,
    };

    public static Value ToWire(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        IReadOnlyDictionary<string, object?> map => Value.ForStruct(new Struct { Fields = { map.ToDictionary(pair => pair.Key, pair => ToWire(pair.Value)) } }),
        IEnumerable<object?> list => Value.ForList(list.Select(ToWire).ToArray()),
        IConvertible number when IsNumber(number) => Value.ForNumber(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };

    private static bool IsNumber(IConvertible value) => value.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal;
}
