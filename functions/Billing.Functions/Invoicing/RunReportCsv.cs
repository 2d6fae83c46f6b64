using Billing.Adapters.Csv;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Functions.Invoicing;

/// <summary>請求処理結果のCSV: totals with the month before and the difference, then what parked, what is to be known, and who could not be billed.</summary>
internal static class RunReportCsv
{
    public static IReadOnlyList<string> Header { get; } = ["区分", "項目", "契約ID", "顧客ID", "月", "今回", "前回", "差", "内容"];

    public static async Task WriteAsync(CsvWriter csv, BillingRunReport stored, CancellationToken cancellationToken)
    {
        var report = stored.Report;
        await csv.HeaderAsync(Header, cancellationToken);
        foreach (var (name, value) in Figures)
        {
            var previous = report.Previous is null ? (long?)null : value(report.Previous);
            await RowAsync(csv, ["合計", name, "", "", report.Month.ToString()], value(report.Totals), previous, "", cancellationToken);
        }

        foreach (var breach in report.Breaches)
        {
            await RowAsync(csv, ["確認", breach.Kind.ToString(), "", "", report.Month.ToString()], breach.Now, breach.Before, "前月との差が範囲外", cancellationToken);
        }

        foreach (var parked in report.Parked)
        {
            await RowAsync(
                csv, ["保留", parked.Reason.ToString(), parked.Contract.Value, "", parked.Oldest?.ToString() ?? ""], parked.Amount.Amount, null, parked.Fault?.ToString() ?? $"未請求{parked.UnbilledMonths}か月",
                cancellationToken);
        }

        foreach (var notice in report.Notices)
        {
            await RowAsync(csv, ["注意", notice.Kind.ToString(), notice.Contract.Value, "", notice.Month.ToString()], notice.Amount.Amount, null, notice.Order is { } order ? order.Value : "", cancellationToken);
        }

        foreach (var failure in stored.Failures)
        {
            await RowAsync(csv, ["失敗", failure.Code, "", failure.Customer.Value, report.Month.ToString()], 0, null, "請求書を作成できませんでした", cancellationToken);
        }
    }

    private static IReadOnlyList<(string Name, Func<RunTotals, long> Value)> Figures { get; } =
    [
        ("顧客数", totals => totals.Customers),
        ("請求書数", totals => totals.Invoices),
        ("返還請求書数", totals => totals.Credits),
        ("明細数", totals => totals.Lines),
        ("合計（税込）", totals => totals.Total.Amount),
        ("消費税", totals => totals.Tax.Amount),
        ("保留契約数", totals => totals.Parked),
        ("注意数", totals => totals.Notices),
    ];

    private static Task RowAsync(CsvWriter csv, IReadOnlyList<string> texts, long now, long? before, string content, CancellationToken cancellationToken)
    {
        foreach (var text in texts)
        {
            csv.Add(text);
        }

        csv.Add(now);
        if (before is { } value)
        {
            csv.Add(value).Add(now - value);
        }
        else
        {
            csv.Add("").Add("");
        }

        return csv.Add(content).EndRowAsync(cancellationToken);
    }
}
