using Billing.Adapters.Http;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>One NP後払いair merchant: settings <c>Providers__{name}__…</c>, checked. Holds secrets: never written out.</summary>
internal sealed record NpAirSettings
{
    public const string Kind = "np-air";

    /// <summary>The name of the settings section, for example <c>np</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Everything before <c>/v1/…</c>; ends with a slash.</summary>
    public required Uri BaseUrl { get; init; }

    public required string MerchantCode { get; init; }

    public required string SpCode { get; init; }

    public required string TerminalId { get; init; }

    public required ServiceLimits Limits { get; init; }

    public required NpAirProfile Profile { get; init; }

    public override string ToString() => $"NpAirSettings {Name}";
}
