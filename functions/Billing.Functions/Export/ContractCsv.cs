using Billing.Adapters.Csv;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;
using Billing.Functions.Contracts;

namespace Billing.Functions.Export;

/// <summary>B46: 契約のCSV, one row for each: the quantity of its completed orders (B27) and the terms it was ordered at.</summary>
internal static class ContractCsv
{
    public static IReadOnlyList<string> Header { get; } =
    [
        "契約ID", "顧客ID", "商品ID", "契約名", "状態", "数量", "課金開始日", "契約終了日", "課金パターン", "初期費用", "初期費用の数量連動", "月額", "税区分", "価格区分", "備考",
    ];

    public static Task AddAsync(CsvWriter csv, ContractRecord record, DateOnly today, CancellationToken cancellationToken)
    {
        var (contract, terms) = (record.Contract, record.Contract.Terms);
        csv.Add(contract.Id.Value).Add(contract.Customer.Value).Add(contract.Product.Value).Add(contract.Name)
            .Add(ContractView.Label(record.StatusOn(today)))
            .Add(record.Quantity)
            .Add(contract.Orders.Count > 0 ? contract.Orders[0].CompletedOn : null).Add(record.EndsOn)
            .Add(Text(terms.Pattern)).Add(terms.InitialFee.Amount).Add(terms.InitialFeeByQuantity ? "ON" : "OFF").Add(terms.MonthlyFee.Amount)
            .Add(Text(terms.Tax)).Add(terms.Basis == PriceBasis.TaxExcluded ? "税抜" : "税込")
            .Add(record.Notes);
        return csv.EndRowAsync(cancellationToken);
    }

    private static string Text(FeePattern pattern) => pattern switch
    {
        FeePattern.InitialAndMonthly => "初期費用＋月額",
        FeePattern.MonthlyOnly => "月額のみ",
        FeePattern.InitialOnly => "初期費用のみ",
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern, null),
    };

    private static string Text(TaxCategory tax) => tax switch
    {
        TaxCategory.Standard => "標準",
        TaxCategory.Reduced => "軽減",
        TaxCategory.Exempt => "非課税",
        TaxCategory.OutOfScope => "不課税",
        TaxCategory.ExportExempt => "輸出免税",
        _ => throw new ArgumentOutOfRangeException(nameof(tax), tax, null),
    };
}
