using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Functions.Invoicing;

/// <summary>請求処理 as people see it: where it stands, how far it is, and what it found.</summary>
internal sealed record BillingRunView
{
    public required string Id { get; init; }

    public required string Month { get; init; }

    public required bool DryRun { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? CutOff { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required BillingProgressView Progress { get; init; }

    public BillingReportView? Report { get; init; }

    public static BillingRunView Of(BillingRunRow run, BillingProgressView progress, BillingRunReport? report) => new()
    {
        Id = run.Id.Value,
        Month = run.Month.ToString(),
        DryRun = run.Id.IsDryRun,
        State = run.State,
        RequestedAt = run.RequestedAt,
        CutOff = run.CutOff,
        ConfirmedAt = run.ConfirmedAt,
        CompletedAt = run.CompletedAt,
        Progress = progress,
        Report = report is null ? null : BillingReportView.Of(report, run.Failures),
    };
}

/// <summary>How far a run is, in pages of customers; nothing until they are planned.</summary>
internal sealed record BillingProgressView(int? Pages, int Billed, int Confirmed);

/// <summary>請求処理結果. Lists hold the first 1,000; the totals count everything.</summary>
internal sealed record BillingReportView(
    RunTotalsView Totals, RunTotalsView? Previous, RunTotalsView? Difference, IReadOnlyList<BreachView> Breaches,
    IReadOnlyList<ParkedView> Parked, IReadOnlyList<NoticeView> Notices, int FailureCount, IReadOnlyList<FailureView> Failures)
{
    public static BillingReportView Of(BillingRunReport report, int failures) => new(
        RunTotalsView.Of(report.Report.Totals),
        report.Report.Previous is { } previous ? RunTotalsView.Of(previous) : null,
        report.Report.Difference is { } difference ? RunTotalsView.Of(difference) : null,
        [.. report.Report.Breaches.Select(breach => new BreachView(breach.Kind, breach.Now, breach.Before))],
        [.. report.Report.Parked.Select(ParkedView.Of)],
        [.. report.Report.Notices.Select(NoticeView.Of)],
        failures,
        [.. report.Failures.Select(failure => new FailureView(failure.Customer.Value, failure.Code))]);
}

internal sealed record RunTotalsView(int Customers, int Invoices, int Credits, long Lines, long Total, long Tax, int Parked, int Notices)
{
    public static RunTotalsView Of(RunTotals totals) =>
        new(totals.Customers, totals.Invoices, totals.Credits, totals.Lines, totals.Total.Amount, totals.Tax.Amount, totals.Parked, totals.Notices);
}

internal sealed record BreachView(BoundKind Kind, long Now, long Before);

internal sealed record ParkedView(string Contract, ParkReason Reason, HistoryFault? Fault, int UnbilledMonths, string? Oldest, long Amount)
{
    public static ParkedView Of(ParkedContract parked) =>
        new(parked.Contract.Value, parked.Reason, parked.Fault, parked.UnbilledMonths, parked.Oldest?.ToString(), parked.Amount.Amount);
}

internal sealed record NoticeView(NoticeKind Kind, string Contract, string Month, string? Order, long Amount)
{
    public static NoticeView Of(BillingNotice notice) =>
        new(notice.Kind, notice.Contract.Value, notice.Month.ToString(), notice.Order is { } order ? Text(order) : null, notice.Amount.Amount);

    private static string Text(OrderId order) => order.Value;
}

internal sealed record FailureView(string Customer, string Code);
