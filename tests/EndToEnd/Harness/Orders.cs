using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>Orders as people write them in 受注管理.</summary>
internal static class Orders
{
    public const string GoodAddress = "東京都千代田区麹町9-9-9 見本ハイツ203";

    /// <summary>An order that NP approves, with 操作 = 利用照会 unless another is asked for.</summary>
    public static JsonObject New(string name = "見本　太郎", string phone = "090-0000-1234", string address = GoodAddress, int price = 12_100, int quantity = 2, string? action = "利用照会")
    {
        var order = new JsonObject
        {
            ["顧客名"] = name,
            ["郵便番号"] = "102-0083",
            ["住所"] = address,
            ["電話番号"] = phone,
            ["支払方法"] = "NP後払いair",
            ["明細"] = Lines(price, quantity),
        };
        if (action is not null)
        {
            order["操作"] = action;
        }

        return order;
    }

    public static JsonObject RequestInvoice(string completedOn = "2026-11-25") => new() { ["作業完了日"] = completedOn, ["操作"] = "請求書発行依頼" };

    public static JsonArray Lines(int price, int quantity) => new(new JsonObject
    {
        ["value"] = new JsonObject
        {
            ["品名"] = new JsonObject { ["value"] = "エアコンクリーニング" },
            ["単価"] = new JsonObject { ["value"] = price },
            ["数量"] = new JsonObject { ["value"] = quantity },
            ["税率"] = new JsonObject { ["value"] = "10%" },
        },
    });

    /// <summary>The merchant's number of a record's first registration.</summary>
    public static string Number(string record) => $"orders-{record}-1";
}
