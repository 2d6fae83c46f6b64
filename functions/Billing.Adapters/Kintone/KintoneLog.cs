using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Kintone;

/// <summary>What is logged of kintone: app keys, counts, codes. Never a field's value, a message of kintone's, a URL or a token.</summary>
internal static partial class KintoneLog
{
    [LoggerMessage(3001, LogLevel.Debug, "App {App}: asked for {Asked} records, found {Found}.")]
    public static partial void Read(ILogger logger, string app, int asked, int found);

    [LoggerMessage(3002, LogLevel.Debug, "App {App}: wrote {Count} records in one call.")]
    public static partial void Written(ILogger logger, string app, int count);

    [LoggerMessage(3003, LogLevel.Warning, "App {App}: kintone answered {Code} (HTTP {Status}, error id {ErrorId}).")]
    public static partial void Refused(ILogger logger, string app, string code, int status, string? errorId);

    [LoggerMessage(3004, LogLevel.Information, "App {App}: a batch of {Count} was refused with {Code}; trying its halves.")]
    public static partial void Halved(ILogger logger, string app, int count, string code);

    [LoggerMessage(3005, LogLevel.Warning, "App {App}: the answer to a write of {Count} records was lost ({Code}); reading them again.")]
    public static partial void Lost(ILogger logger, string app, int count, string code);
}
