using Billing.Adapters.Csv;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;

namespace Billing.Functions.Invoicing;

/// <summary>B40: 請求書のCSV, one row for each line.</summary>
internal static class InvoiceCsv
{
    public static IReadOnlyList<string> Header { get; } =
    [
        "請求書ID", "種別", "状態", "請求月", "顧客ID", "発行日", "支払期日", "登録番号", "価格区分", "契約ID", "契約名", "商品ID", "費目", "利用月", "数量", "単価", "金額",
        "税区分", "請求書合計（税込）", "請求書消費税",
    ];

    public static async Task AddAsync(CsvWriter csv, StoredInvoice invoice, InvoiceDocument document, CancellationToken cancellationToken)
    {
        foreach (var line in document.Lines)
        {
            csv.Add(invoice.Key.ToString())
                .Add(invoice.Key.Kind == DocumentKind.Invoice ? "請求書" : "返還請求書")
                .Add(Text(invoice.Status))
                .Add(invoice.Key.Month.ToString())
                .Add(invoice.Key.Customer.Value)
                .Add(invoice.IssuedOn)
                .Add(invoice.DueOn)
                .Add(invoice.Registration?.Value)
                .Add(invoice.Key.Basis == PriceBasis.TaxExcluded ? "税抜" : "税込")
                .Add(line.Contract.Value)
                .Add(line.ContractName)
                .Add(line.Product.Value)
                .Add(line.Fee.Kind == FeeKind.Initial ? "初期費用" : "月額")
                .Add(line.Fee.Service.ToString())
                .Add(line.Quantity)
                .Add(line.UnitPrice.Amount)
                .Add(line.Amount.Amount)
                .Add(Text(line.Tax))
                .Add(invoice.Total.Amount)
                .Add(invoice.Tax.Amount);
            await csv.EndRowAsync(cancellationToken);
        }
    }

    private static string Text(InvoiceStatus status) => status switch
    {
        InvoiceStatus.Draft => "下書き",
        InvoiceStatus.Confirmed => "確定",
        InvoiceStatus.Discarded => "破棄",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static string Text(TaxCode code) => code switch
    {
        TaxCode.Standard10 => "10%",
        TaxCode.Reduced8 => "軽減8%",
        TaxCode.Old8 => "旧8%",
        TaxCode.Exempt => "非課税",
        TaxCode.OutOfScope => "不課税",
        TaxCode.ExportExempt => "輸出免税",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
    };
}
