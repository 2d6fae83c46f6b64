using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>What is logged of NP: ids and codes. Never a body, a name, an amount or a credential.</summary>
internal static partial class NpLog
{
    [LoggerMessage(3101, LogLevel.Information, "Provider {Provider}: {Call} of {Id} came back {Outcome} {Code}.")]
    public static partial void Called(ILogger logger, string provider, NpCall call, string? id, string outcome, string? code);
}
