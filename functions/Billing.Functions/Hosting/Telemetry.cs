using System.Diagnostics;
using System.Diagnostics.Metrics;

using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Billing.Functions.Hosting;

/// <summary>
/// Traces and metrics of this app, with the transaction's id on every span and no personal data on any. They are exported when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and cost next to nothing otherwise. Spans of the web server and of HTTP clients are not
/// collected: they hold URLs, and with them the webhook's key.
/// </summary>
internal static class Telemetry
{
    public const string Name = "Billing.Functions";
    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("billing.steps", description: "Steps of use cases, by name");

    public static Activity? Start(string step, string transaction)
    {
        Steps.Add(1, new KeyValuePair<string, object?>("step", step));
        return Source.StartActivity(step)?.SetTag("transaction.id", transaction);
    }

    public static void Add(IServiceCollection services, ILoggingBuilder logging, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[EndpointSetting]))
        {
            return;
        }

        logging.AddOpenTelemetry(options => options.AddOtlpExporter());
        services.AddHostedService(_ => new TelemetryExport(
            Sdk.CreateTracerProviderBuilder().AddSource(Name).AddOtlpExporter().Build(),
            Sdk.CreateMeterProviderBuilder().AddMeter(Name).AddOtlpExporter().Build()));
    }
}
