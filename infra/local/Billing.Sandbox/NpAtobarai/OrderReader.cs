using System.Text.Json.Nodes;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>Reads and checks an order of a registration or update (providers.md §2.3, §3): every fault at once.</summary>
internal static class OrderReader
{
    private const int MaxGoods = 1000;

    /// <param name="shopTransactionId">On an update the order's own number is known and need not be sent.</param>
    /// <exception cref="NpRefusal">With all codes that apply.</exception>
    public static NpOrder Read(JsonObject item, string? shopTransactionId = null)
    {
        var id = NpJson.Text(item, "shop_transaction_id") ?? shopTransactionId ?? "";
        var ordered = NpJson.Date(item, "shop_order_date");
        var billed = NpJson.Whole(item, "billed_amount");
        var customer = NpJson.Party(item["customer"] as JsonObject ?? []);
        List<string> faults = [];
        Note(faults, id.Length is 0 or > 40, NpCodes.ShopTransactionId);
        Note(faults, ordered is null, NpCodes.OrderDate);
        Note(faults, NpJson.Text(item, "settlement_type") != "air", NpCodes.UnexpectedSettlement);
        Note(faults, billed is null or <= 0, NpCodes.BilledAmount);
        faults.AddRange(PartyRules.Faults(customer, isDestination: false));
        if (item["dest_customer"] is JsonObject destination)
        {
            faults.AddRange(PartyRules.Faults(NpJson.Party(destination), isDestination: true));
        }

        faults.AddRange(Goods(item["goods"] as JsonArray ?? [], billed ?? 0));
        return faults.Count == 0
            ? new NpOrder(id, ordered ?? default, billed ?? 0, customer)
            : throw new NpRefusal([.. faults.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Σ price × quantity has to equal the amount (rule 2); a price may be negative.</summary>
    private static IEnumerable<string> Goods(JsonArray goods, long billed)
    {
        Int128 sum = 0;
        foreach (var node in goods.Take(MaxGoods))
        {
            var line = node as JsonObject ?? [];
            var (name, price, quantity) = (NpJson.Text(line, "goods_name"), NpJson.Whole(line, "goods_price"), NpJson.Whole(line, "quantity"));
            if (name is null or { Length: 0 or > 150 } || price is null || quantity is null or <= 0)
            {
                yield return NpCodes.GoodsItem;
            }

            sum += (Int128)(price ?? 0) * (quantity ?? 0);
        }

        if (goods.Count is 0 or > MaxGoods || sum != billed)
        {
            yield return NpCodes.GoodsSum;
        }
    }

    private static void Note(List<string> faults, bool broken, string code)
    {
        if (broken)
        {
            faults.Add(code);
        }
    }
}
