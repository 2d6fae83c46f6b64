namespace Billing.Core.Transactions;

/// <summary>What people call the meanings of an order's fields, for messages on the record.</summary>
public static class MeaningNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [nameof(OrderContent.OrderNumber)] = "注文番号",
        [nameof(OrderContent.OrderedOn)] = "受注日",
        [nameof(OrderContent.ServiceCompletedOn)] = "作業完了日",
        [nameof(OrderContent.CompanyName)] = "会社名",
        [nameof(OrderContent.Department)] = "部署名",
        [nameof(OrderContent.CustomerName)] = "顧客名",
        [nameof(OrderContent.CustomerNameKana)] = "顧客名カナ",
        [nameof(OrderContent.PostalCode)] = "郵便番号",
        [nameof(OrderContent.Address)] = "住所",
        [nameof(OrderContent.Phone)] = "電話番号",
        [nameof(OrderContent.Email)] = "メールアドレス",
        [nameof(OrderContent.Total)] = "合計金額",
        [nameof(OrderContent.Lines)] = "明細",
        ["LineName"] = "品名",
        ["LineUnitPrice"] = "単価",
        ["LineQuantity"] = "数量",
    };

    /// <summary>The Japanese name, or the meaning itself where it has none.</summary>
    public static string Japanese(string meaning) => Names.GetValueOrDefault(meaning, meaning);
}
