using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Billing.Core.Attributes;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;
using Billing.Core.Suppliers;
using Billing.Core.Transactions;

namespace Billing.Adapters.Storage;

/// <summary>
/// The JSON inside columns. Enumerations are written by name, ids and months as their text, yen as a number. A member that an older version did not write gets its
/// default on reading; one that this version does not know is passed over.
/// </summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Japanese texts stay legible; nothing of it ever is HTML
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(),
            new TextConverter<TransactionId>(TransactionId.Parse, id => id.Value),
            new TextConverter<ProductId>(ProductId.Parse, id => id.Value),
            new TextConverter<CustomerId>(CustomerId.Parse, id => id.Value),
            new TextConverter<BasicContractId>(BasicContractId.Parse, id => id.Value),
            new TextConverter<OrderId>(OrderId.Parse, id => id.Value),
            new TextConverter<ContractId>(ContractId.Parse, id => id.Value),
            new TextConverter<AttributeId>(AttributeId.Parse, id => id.Value),
            new TextConverter<SupplierId>(SupplierId.Parse, id => id.Value),
            new TextConverter<BillingMonth>(BillingMonth.Parse, month => month.ToString()),
            new TextConverter<InvoiceKey>(InvoiceKey.Parse, key => key.ToString()),
            new TextConverter<RegistrationNumber>(RegistrationNumber.Parse, number => number.Value),
            new TextConverter<RunId>(RunId.Parse, id => id.Value),
            new YenConverter(),
        },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="InvalidDataException">The column holds something else; it is not repeated.</exception>
    public static T Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException("A stored column holds the JSON null.");
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"A stored column does not hold a {typeof(T).Name}.", fault);
        }
    }

    private sealed class TextConverter<T>(Func<string, T> parse, Func<T, string> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

        public override void WriteAsPropertyName(Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options) => writer.WritePropertyName(write(value));
    }

    private sealed class YenConverter : JsonConverter<Yen>
    {
        public override Yen Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Yen value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Amount);
    }
}
