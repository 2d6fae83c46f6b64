using Billing.Core.Invoicing.Runs;

namespace Billing.Functions.Invoicing;

/// <summary>What billing logs (event ids 1200 to 1299): ids, counts and codes, never names.</summary>
internal static partial class BillingLog
{
    [LoggerMessage(1200, LogLevel.Information, "Billing run {Run} begun, cut-off {CutOff}")]
    public static partial void RunBegun(this ILogger logger, string run, DateTimeOffset cutOff);

    [LoggerMessage(1201, LogLevel.Information, "Billing run {Run} planned: {Customers} customers on {Pages} pages")]
    public static partial void RunPlanned(this ILogger logger, string run, int customers, int pages);

    [LoggerMessage(1202, LogLevel.Information, "Billing run {Run}: page {Page} billed, {Customers} customers, {Lines} lines, {Failures} failures")]
    public static partial void PageBilled(this ILogger logger, string run, int page, int customers, long lines, int failures);

    [LoggerMessage(1203, LogLevel.Information, "Billing run {Run} reviewed, now {State}: {Invoices} invoices, {Lines} lines, {Parked} contracts parked, {Failures} failures")]
    public static partial void RunReviewed(this ILogger logger, string run, RunState state, int invoices, long lines, int parked, int failures);

    [LoggerMessage(1204, LogLevel.Information, "Billing run {Run} completed")]
    public static partial void RunCompleted(this ILogger logger, string run);

    [LoggerMessage(1205, LogLevel.Error, "Billing run {Run}: ALARM, customer {Customer} is not billed ({Code})")]
    public static partial void CustomerNotBilled(this ILogger logger, string run, string customer, string code);

    [LoggerMessage(1206, LogLevel.Information, "Billing run {Run}: start {StartId} is no longer the owner and changes nothing")]
    public static partial void RunSuperseded(this ILogger logger, string run, string startId);

    [LoggerMessage(1207, LogLevel.Information, "Billing run {Run} started as {StartId}")]
    public static partial void RunStarted(this ILogger logger, string run, string startId);

    [LoggerMessage(1208, LogLevel.Information, "Billing run {Run}: page {Page} confirmed, {Documents} documents")]
    public static partial void PageConfirmed(this ILogger logger, string run, int page, int documents);

    [LoggerMessage(1209, LogLevel.Warning, "Watchdog: billing run {Run} stands since {Since}, instance {InstanceStatus}: {Act}")]
    public static partial void RunOverdue(this ILogger logger, string run, DateTimeOffset since, string instanceStatus, string act);

    [LoggerMessage(1210, LogLevel.Warning, "Watchdog: billing run {Run} could not be looked after ({Code})")]
    public static partial void RunWatchdogFailed(this ILogger logger, string run, string code);

    [LoggerMessage(1211, LogLevel.Information, "Billing run {Run} requested")]
    public static partial void RunRequested(this ILogger logger, string run);

    [LoggerMessage(1212, LogLevel.Warning, "{Characters} characters that Shift_JIS lacks were replaced in a CSV of {Kind}")]
    public static partial void CharactersReplaced(this ILogger logger, int characters, string kind);

    [LoggerMessage(1213, LogLevel.Error, "ALARM, no invoice was made for customer {Customer} ({Code})")]
    public static partial void InvoiceNotMade(this ILogger logger, string customer, string code);
}
