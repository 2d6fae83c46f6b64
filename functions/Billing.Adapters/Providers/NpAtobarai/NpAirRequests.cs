using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// The bodies that are sent: always one item, so that there is no doubt whose error an error without id is (§2.5a).
/// The optional <c>service_date</c> and <c>dest_customer</c> are left out: the day of completion travels with the invoice request.
/// </summary>
internal sealed class NpAirRequests(NpAirProfile profile)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly NpAirNames _names = profile.Names;

    public ReadOnlyMemory<byte> Register(string number, NpOrder order) => One(json => WriteOrder(json, number, order));

    public ReadOnlyMemory<byte> Update(string providerId, string number, NpOrder order) => One(json =>
    {
        json.WriteString(_names.ProviderId, providerId);
        WriteOrder(json, number, order);
    });

    public ReadOnlyMemory<byte> RequestInvoice(string providerId, DateOnly completedOn) => One(json =>
    {
        json.WriteString(_names.ProviderId, providerId);
        json.WriteString(_names.CompletedOn, Date(completedOn));
    });

    public ReadOnlyMemory<byte> Find(string? providerId, string number) => One(json =>
        json.WriteString(providerId is null ? _names.MerchantNumber : _names.ProviderId, providerId ?? number));

    private ReadOnlyMemory<byte> One(Action<Utf8JsonWriter> writeItem)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteStartArray(_names.Items);
        json.WriteStartObject();
        writeItem(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private void WriteOrder(Utf8JsonWriter json, string number, NpOrder order)
    {
        json.WriteString(_names.MerchantNumber, number);
        if (order.OrderedOn is { } orderedOn)
        {
            json.WriteString(_names.OrderedOn, Date(orderedOn));
        }

        json.WriteString(_names.SettlementType, profile.SettlementType);
        json.WriteNumber(_names.BilledAmount, order.BilledAmount);
        WriteCustomer(json, order);
        json.WriteStartArray(_names.Goods);
        foreach (var goods in order.Goods)
        {
            json.WriteStartObject();
            json.WriteString(_names.GoodsName, goods.Name);
            json.WriteNumber(_names.GoodsPrice, goods.Price);
            json.WriteNumber(_names.GoodsQuantity, goods.Quantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteCustomer(Utf8JsonWriter json, NpOrder order)
    {
        json.WriteStartObject(_names.Customer);
        json.WriteString(_names.CustomerName, order.CustomerName);
        WriteOptional(json, _names.CustomerNameKana, order.CustomerNameKana);
        WriteOptional(json, _names.CompanyName, order.CompanyName);
        WriteOptional(json, _names.Department, order.Department);
        json.WriteString(_names.PostalCode, order.PostalCode);
        json.WriteString(_names.Address, order.Address);
        json.WriteString(_names.Phone, order.Phone);
        WriteOptional(json, _names.Email, order.Email);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
